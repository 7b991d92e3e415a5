__all__ = ["chosen"]
chosen = 1
unchosen = 2
