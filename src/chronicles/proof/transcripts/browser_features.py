"""What Python in a reader's browser does otherwise, by the names that a program has for it. Pure.

Each row was tried in Pyodide: the manual's table in `docs/manual/live.md` has them, with where they are from.
"""

THREADS = "{} starts a thread, and Python in a browser has one, and no more"
PROCESSES = "{} starts a process, and Python in a browser is the only one"
NETWORK = "{} asks the network, and Python in a browser reaches none"
SIGNALS = "there is no {} there: nobody sends signals"
DEBUGGER = "{} goes on there, since a page has no terminal for a debugger"
OPENSSL = "there is no {} there, since Python for the browser lacks OpenSSL"
PLATFORM = "{} is not what it is on a machine: there, the platform is 'emscripten'"
NUMBERS = "the number of {} is another one there"
SQLITE = "{} is that of SQLite 3.39 there"
MODULE = "there is no module '{}' there"


def _named(why: str, names: str, within: str = "") -> dict[str, str]:
    return {f"{within}{name}": why for name in names.split()}


# What fails there, or goes on, where it is called or a class is made of it.
CALLS = {
    **_named(THREADS, "threading.Thread threading.Timer _thread.start_new_thread multiprocessing.dummy.Pool"),
    **_named(THREADS, "concurrent.futures.ThreadPoolExecutor multiprocessing.pool.ThreadPool"),
    **_named(PROCESSES, "run call check_call check_output getoutput getstatusoutput Popen", "subprocess."),
    **_named(PROCESSES, "system popen fork forkpty posix_spawn posix_spawnp", "os."),
    **_named(PROCESSES, "execl execle execlp execlpe execv execve execvp execvpe", "os."),
    **_named(PROCESSES, "spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe", "os."),
    **_named(
        PROCESSES, "multiprocessing.Process multiprocessing.Pool concurrent.futures.ProcessPoolExecutor"
    ),
    **_named(PROCESSES, "asyncio.create_subprocess_exec asyncio.create_subprocess_shell"),
    **_named(NETWORK, "create_connection create_server getaddrinfo gethostbyname gethostbyaddr", "socket."),
    **_named(NETWORK, "urllib.request.urlopen urllib.request.urlretrieve smtplib.SMTP smtplib.SMTP_SSL"),
    **_named(
        NETWORK, "ftplib.FTP ftplib.FTP_TLS imaplib.IMAP4 imaplib.IMAP4_SSL poplib.POP3 poplib.POP3_SSL"
    ),
    **_named(NETWORK, "get post put patch delete head options request", "requests."),
    **_named(NETWORK, "get post put patch delete head options request stream", "httpx."),
    **_named(NETWORK, "asyncio.open_connection asyncio.start_server"),
    **_named(SIGNALS, "signal.alarm signal.setitimer"),
    **_named(DEBUGGER, "breakpoint"),
    **_named(OPENSSL, "hashlib.scrypt"),
}
# What has another value there: it matters where a block prints an answer.
VALUES = {
    **_named(PLATFORM, "sys.platform sys.version os.cpu_count os.uname"),
    **_named(PLATFORM, "platform.system platform.machine platform.platform"),
    **_named(PLATFORM, "platform.node platform.uname platform.release socket.gethostname getpass.getuser"),
    **_named(PLATFORM, "multiprocessing.cpu_count"),
    **_named(SQLITE, "sqlite3.sqlite_version sqlite3.sqlite_version_info sqlite3.threadsafety"),
}
ERRNO = "errno.E"  # what the names of the numbers begin with
# Modules of the standard library that Pyodide has not.
MODULES = frozenset(
    {
        *("curses", "dbm", "ensurepip", "grp", "pwd", "readline", "resource", "syslog", "tkinter", "turtle"),
        *("turtledemo", "venv", "_multiprocessing"),
    }
)
# Commands that a demo refuses, or that need another program; what follows `manage.py`, and `-m`.
REFUSED = "the page refuses 'manage.py {}'"
GETTEXT = "'manage.py {}' starts the programs of gettext, and Python in a browser starts no process"
MANAGED = {
    **_named(REFUSED, "runserver shell dbshell createsuperuser"),
    **_named(GETTEXT, "makemessages compilemessages"),
}
PACKAGED = "the packages there are those that the site has: 'python -m {}' adds none"
PROGRAMS = _named(PACKAGED, "pip ensurepip venv")
