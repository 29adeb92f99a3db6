"""The arithmetic of effects: plain numbers in, plain numbers out; no Django."""
