"""Roles, grants and the catalogue of permissions.

Owns: grants (account × role), API tokens with scopes, the catalogue rooms contribute their permissions to.
Announces: RoleGranted, RoleRevoked, TokenCreated, TokenRevoked. Needs: accounts, journal.
"""
