"""A PostgreSQL of a test's own: started, killed, frozen and started again, as bad days do it. It decides nothing about
what the program should do then. Works as root (the cluster then belongs to the user postgres) and as an ordinary user."""
import glob
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def program(name):
    """The newest server's program of this name; None where there is none."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(path.split("/")[4]))
    return found[-1] if found else shutil.which(name)


def there_is_one():
    return program("postgres") is not None


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def children_of(pid):
    """Every process below this one, by /proc."""
    below, parents = [], {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            parents[int(path.split("/")[2])] = int(pathlib.Path(path).read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            pass
    level = [pid]
    while level:
        level = [child for child, parent in parents.items() if parent in level]
        below += level
    return below


class PostgreSQL:
    """One cluster in a scratch folder on a port of 127.0.0.1. `settings` are those of postgresql.conf; with a `primary` it is
    a standby that follows that one."""

    def __init__(self, within=None, primary=None, **settings):
        self.primary = primary
        self.scratch = tempfile.TemporaryDirectory(prefix="bihuan-postgresql-", dir=within)
        self.folder = pathlib.Path(self.scratch.name)
        self.data = self.folder / "data"
        self.port, self.process = free_port(), None
        self.settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder)} | settings
        self.owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")

    def __enter__(self):
        if self.primary:
            self.run("pg_basebackup", "-N", "-D", self.data, "-R", "-X", "stream", "-c", "fast", "-h", "127.0.0.1", "-p",
                     self.primary.port, "-U", self.owner)
        else:
            self.run("initdb", "-N", "-D", self.data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        return self

    def __exit__(self, *_):
        if self.process:
            self.kill()
        self.scratch.cleanup()

    def identity(self):
        """Arguments of subprocess that make a child the owner of the cluster."""
        if os.getuid() != 0:
            return {}
        return {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}

    def run(self, name, *words, **more):
        """One of PostgreSQL's own programs, to its end; what it printed."""
        done = subprocess.run([program(name), *map(str, words)], capture_output=True, text=True, cwd=self.folder,
                              timeout=300, **self.identity(), **more)
        if done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stderr}{done.stdout}")
        return done.stdout

    def start(self, wait=True):
        words = [program("postgres"), "-D", str(self.data), "-p", str(self.port)]
        for name, value in self.settings.items():
            words += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + 60
        while True:
            with open(self.folder / "log", "ab") as log:
                self.process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder, **self.identity())
            if not wait or self.answers(deadline):
                return
            # The shared memory of a killed one may still be in use for a moment.
            self.process.wait()
            if time.monotonic() > deadline:
                raise RuntimeError("postgres does not start:\n" + self.log_text())

    def answers(self, deadline):
        """Waits until it takes connections; False: the process has ended instead."""
        while time.monotonic() < deadline and self.process.poll() is None:
            if subprocess.run([program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0:
                return True
            time.sleep(0.05)
        return False

    def signal_all(self, number):
        for pid in [self.process.pid, *children_of(self.process.pid)]:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def kill(self):
        """kill -9 of the server and of every backend, as when the machine dies."""
        self.signal_all(signal.SIGSTOP)  # or the server would make new ones meanwhile
        self.signal_all(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def freeze(self):
        """It neither answers nor resets anything: as a machine that hangs, or a cable that was pulled."""
        self.signal_all(signal.SIGSTOP)

    def thaw(self):
        self.signal_all(signal.SIGCONT)

    def stop(self):
        """In good order, without waiting for its clients."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        self.process = None

    def promote(self):
        """A standby becomes the primary; returns when it takes writes."""
        self.query("SELECT pg_promote(true, 60)", "postgres")

    def url(self, database="bihuan", port=None):
        return f"postgresql://bihuan@127.0.0.1:{port or self.port}/{database}"

    def create(self, database="bihuan"):
        """A database of the role `bihuan`, which is no superuser, as docs/operations.md has it."""
        if not self.query("SELECT 1 FROM pg_roles WHERE rolname = 'bihuan'", "postgres"):
            self.query("CREATE ROLE bihuan LOGIN", "postgres")
        self.query(f"CREATE DATABASE {database} OWNER bihuan", "postgres")
        return self.url(database)

    def query(self, sql, database="bihuan"):
        """The rows of one statement as lists of texts."""
        text = self.run("psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", self.port, "-U",
                        self.owner, "-d", database, "-c", sql)
        return [line.split("\t") for line in text.splitlines()]

    def log_text(self):
        return (self.folder / "log").read_text(errors="replace")[-4000:]
