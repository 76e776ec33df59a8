"""A program in a terminal of its own: what it draws, when, and what that costs it."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
import tty

WIDTH, HEIGHT = 120, 40

# What programs ask the terminal, and what it answers; who gets no answer may wait for one.
QUESTIONS = {
    b"\x1b]11;?": b"\x1b]11;rgb:1010/1010/1010\x1b\\",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
STYLE = re.compile(rb"\x1b\[[0-9;:]*m")
CONTROL = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]|\x1b[ -/]*[0-~]")
SENTENCE_END = re.compile(r"[a-z][.”] +[“A-Z]")
CLOCK_TICK = os.sysconf("SC_CLK_TCK")


def plain(output):
    """The words in what was drawn; where the cursor went elsewhere there is a space."""
    return CONTROL.sub(b" ", STYLE.sub(b"", output)).decode("utf-8", "replace")


def shows_article(output):
    """Whether sentences follow each other in what was drawn, which they do in articles and not in lists or hints."""
    return len(SENTENCE_END.findall(plain(output))) >= 4


class Session:
    """A program from its start on. Times are in milliseconds."""

    def __init__(self, command, environment):
        self.master, slave = os.openpty()
        tty.setraw(slave)
        attributes = termios.tcgetattr(slave)
        attributes[1] |= termios.OPOST | termios.ONLCR
        termios.tcsetattr(slave, termios.TCSANOW, attributes)
        self.resize(WIDTH, HEIGHT)
        os.set_blocking(self.master, False)
        name = os.ttyname(slave)
        # Opened by a new session's first process, the terminal becomes the one that controls it.
        actions = [(os.POSIX_SPAWN_OPEN, fd, name, os.O_RDWR, 0) for fd in (0, 1, 2)]
        self.output = b""
        self.answered = 0
        self.status = None
        self.poll = select.poll()
        self.poll.register(self.master, select.POLLIN)
        self.started = time.perf_counter()
        self.pid = os.posix_spawnp(command[0], command, environment, file_actions=actions, setsid=True)
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def resize(self, width, height):
        """Gives the window another size; the system tells the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def read(self, timeout):
        """Whether something was drawn within so many milliseconds."""
        if not self.poll.poll(timeout):
            return False
        try:
            drawn = os.read(self.master, 1 << 16)
        except OSError:
            raise RuntimeError(f"the program ended: {plain(self.output)[-300:]}") from None
        self.output += drawn
        self.answer()
        return True

    def answer(self):
        """Answers what the program asked since the last time."""
        asked = self.output[max(0, self.answered - 8):]
        for question, answer in QUESTIONS.items():
            if question in asked and self.output.find(question, max(0, self.answered - len(question) + 1)) >= 0:
                os.write(self.master, answer)
        self.answered = len(self.output)

    def until(self, shows, since=None, quiet=8, timeout=60_000):
        """From `since`, or the start, to the last byte of the picture with which `shows` becomes true of all that was
        drawn. A picture is at its end when nothing came for `quiet` milliseconds."""
        since = since or self.started
        begin = time.perf_counter()
        last, checked = None, -1
        while time.perf_counter() - begin < timeout / 1000:
            if self.read(quiet):
                last = time.perf_counter()
            elif last and checked < len(self.output):
                checked = len(self.output)
                if shows(self.output):
                    return (last - since) * 1000
        raise RuntimeError(f"not shown within {timeout} ms: {plain(self.output)[-300:]}")

    def key(self, keys, quiet=8, timeout=3000):
        """From the keys to the last byte that they draw; nothing where they draw nothing."""
        self.drain(0)
        self.output, self.answered = b"", 0
        since = time.perf_counter()
        os.write(self.master, keys)
        try:
            return self.until(lambda _: True, since, quiet, timeout)
        except RuntimeError:
            return None

    def work(self, keys, quiet=150, timeout=60_000):
        """From the keys to the last byte before a rest: so long without a byte drawn and without processor time spent."""
        self.drain(0)
        self.output, self.answered = b"", 0
        since = last = time.perf_counter()
        ticks = -1
        os.write(self.master, keys)
        while time.perf_counter() - since < timeout / 1000:
            if self.read(quiet):
                last = time.perf_counter()
            elif ticks == (ticks := self.ticks()):
                return (last - since) * 1000
        raise RuntimeError(f"still busy after {timeout} ms")

    def flood(self, keys, quiet=150):
        """The same for keys that come faster than the terminal takes them."""
        self.drain(0)
        self.output, self.answered = b"", 0
        since = last = time.perf_counter()
        while keys or time.perf_counter() - last < quiet / 1000:
            if keys:
                try:
                    keys = keys[os.write(self.master, keys[:512]):]
                except BlockingIOError:
                    pass
            if self.read(0 if keys else quiet):
                last = time.perf_counter()
        return (last - since) * 1000

    def drain(self, quiet):
        """Takes in what is drawn until nothing came for so many milliseconds."""
        while self.read(quiet):
            pass

    def ticks(self):
        """Clock ticks of processor time spent so far, in all threads."""
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def settle(self, quiet=500, timeout=300_000):
        """Waits until no processor time was spent for so many milliseconds; when that began, from the start, and the
        processor time spent until then."""
        ticks, last, begin = -1, time.perf_counter(), time.perf_counter()
        while time.perf_counter() - last < quiet / 1000:
            self.drain(20)
            if time.perf_counter() - begin > timeout / 1000:
                raise RuntimeError(f"still busy after {timeout} ms")
            now = self.ticks()
            if now != ticks:
                ticks, last = now, time.perf_counter()
        return (last - self.started) * 1000, ticks * 1000 / CLOCK_TICK

    def memory(self):
        """Megabytes held now, and at most since the start."""
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as status:
            fields = dict(line.split(":", 1) for line in status)
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def switches(self):
        """How often one of its threads was woken or put aside."""
        count = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{thread}/status", encoding="utf-8") as status:
                count += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return count

    def idle(self, seconds=5):
        """Wake-ups, bytes drawn and milliseconds of processor time while nothing happens."""
        self.output = b""
        switches, ticks = self.switches(), self.ticks()
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left * 1000)
        return self.switches() - switches, len(self.output), (self.ticks() - ticks) * 1000 / CLOCK_TICK

    def leave(self, keys, timeout=60):
        """Types the keys with which one leaves, and waits for the end."""
        os.write(self.master, keys)
        end = time.perf_counter() + timeout
        while self.status is None and time.perf_counter() < end:
            self.reap()
            time.sleep(0.002)

    def reap(self):
        """Looks whether the program has ended, and takes in what it draws so that it can."""
        try:
            self.drain(0)
        except RuntimeError:
            pass
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = status

    def end(self):
        """Ends the program, as a terminal that is closed does, and in the end by force."""
        for sign, seconds in ((signal.SIGTERM, 2), (signal.SIGKILL, 10)):
            end = time.perf_counter() + seconds
            if self.status is None:
                os.kill(self.pid, sign)
            while self.status is None and time.perf_counter() < end:
                self.reap()
                time.sleep(0.002)
        os.close(self.master)
