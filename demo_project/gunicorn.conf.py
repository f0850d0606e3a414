"""How gunicorn runs the site: `gunicorn config.wsgi` in this folder reads this file by itself."""

import os

# Each worker is a process, each thread answers one request: here up to eight at a time.
# Each of them keeps a connection to the database, which must not have fewer to give.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4

# A worker that has not shown a sign of life for so many seconds is replaced by a new one.
timeout = 30
# After so many requests too, each at another moment, in case something grows in it.
max_requests = 10_000
max_requests_jitter = 1_000

# One line for each request, beside the warnings and errors of the site.
accesslog = "-"

# Nobody steers it from outside, and in a container there is no place for such a socket.
control_socket_disable = True
