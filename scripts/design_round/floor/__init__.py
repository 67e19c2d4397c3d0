"""What every room may use: findings, files, forms of data, worker processes, V8, the browser, how commands end.

Imports no other room.
"""
