"""Requests to other servers.

Owns: the address guard (private addresses are refused, the resolved address is pinned, every redirect is checked
again), limits of size and time. No models. Needs: kernel.
"""
