"""A file a fault: its name is the file's, `FAULT` is all that is known of it.

The first line of a file says what is wrong; shared ways to read an answer are a folder above.
"""
