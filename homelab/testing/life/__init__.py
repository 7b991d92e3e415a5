"""temporary"""
LIFE = ()
