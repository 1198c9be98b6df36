"""A cluster of nodes, each in a network namespace of its own, and what must be true of it once it has settled."""
import collections
import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUBNET = "10.77.0"
PORT, ADMIN_PORT = 7800, 7700
SEEDS = 3
PATIENCE_SECONDS = 150
WATCH_SECONDS = 5
UP_SECONDS = 10


class Unable(Exception):
    """This machine lacks what the soak needs."""


class Failed(Exception):
    """Something did not hold."""


def run(*command, check=True, **options):
    return subprocess.run(command, check=check, text=True, capture_output=True, **options)


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Network:
    """Namespaces, joined by a switch that loses and delays frames as it is told."""

    def __init__(self, nodes, folder):
        self.tag = f"ph{os.getpid() % 10000}"
        self.names = [f"{self.tag}n{number}" for number in range(1, nodes + 1)]
        self.control = folder / "links"
        self.switch = None

    def __enter__(self):
        lacking = [name for name in ("ip", "curl") if not shutil.which(name)]
        if os.geteuid() != 0 or lacking or not os.path.exists("/dev/net/tun"):
            raise Unable("needs root, iproute2, curl and /dev/net/tun")
        try:
            self.build()
        except subprocess.CalledProcessError as refused:
            self.__exit__()
            raise Unable(f"{' '.join(refused.cmd)}: {refused.stderr.strip()}") from refused
        except BaseException:
            self.__exit__()
            raise
        return self

    def build(self):
        self.heal()
        for name in self.names:
            run("ip", "netns", "add", name)
        program = pathlib.Path(__file__).parent / "switch.py"
        self.switch = subprocess.Popen(
            [sys.executable, "-B", str(program), str(self.control), *self.names], stdout=subprocess.PIPE, text=True)
        if self.switch.stdout.readline().strip() != "up":
            raise Unable("the switch did not start; its message is above")
        for number, name in enumerate(self.names, 1):
            run("ip", "-n", name, "link", "set", "lo", "up")
            run("ip", "-n", name, "addr", "add", f"{SUBNET}.{number}/24", "dev", "eth0")
            run("ip", "-n", name, "link", "set", "eth0", "up")

    def links(self, *directions):
        """Each direction is (from, to, loss in permille, delay in ms, jitter in ms); all others are perfect. 0 is all."""
        changed = self.control.with_suffix(".new")
        changed.write_text("".join(" ".join(map(str, direction)) + "\n" for direction in directions))
        changed.rename(self.control)

    def cut(self, left, right, one_way=False):
        there = [(start, end, 1000, 0, 0) for start in left for end in right]
        self.links(*there, *([] if one_way else [(end, start, *rest) for start, end, *rest in there]))

    def heal(self):
        self.links()

    def __exit__(self, *failure):
        if self.switch is not None:
            self.switch.kill()
            self.switch.wait()
        for name in self.names:
            run("ip", "netns", "del", name, check=False)


class Node:
    """One node; started again it has the same name and address."""

    def __init__(self, number, network, folder, sync):
        self.number, self.name, self.space = number, f"n{number}", network.names[number - 1]
        seeds = range(1, min(SEEDS, len(network.names)) + 1)
        self.seeds = ",".join(f"{SUBNET}.{seed}:{PORT}" for seed in seeds)
        self.folder, self.sync, self.process = folder, sync, None
        self.log = folder / f"{self.name}.log"
        self.token = folder / "token"

    def start(self, name=None):
        command = ["ip", "netns", "exec", self.space, str(ROOT / "processhub"), "node", "--name", name or self.name,
                   "--bind", f"{SUBNET}.{self.number}:{PORT}", "--insecure", "--join", self.seeds, "--sync", self.sync,
                   "--admin", f"127.0.0.1:{ADMIN_PORT}", "--admin-token-file", str(self.token)]
        options = os.environ.get("PROCESSHUB_JAVA_OPTIONS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                env={**os.environ, "PROCESSHUB_JAVA_OPTIONS": options})

    def send(self, what):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, what)

    def kill(self):
        if self.process is not None:
            self.send(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self):
        """As a service manager stops it."""
        self.send(signal.SIGTERM)
        self.process.wait()
        self.process = None

    def ask(self, path, body=None, seconds=30):
        """Asks the node's admin endpoint; None when it does not answer, or refuses."""
        command = ["ip", "netns", "exec", self.space, "curl", "-sS", "--fail", "--max-time", str(seconds),
                   "-H", f"Authorization: Bearer {self.token.read_text()}", f"http://127.0.0.1:{ADMIN_PORT}/v1/{path}"]
        if body is not None:
            command += ["-X", "POST", "--data-binary", "@-"]
        answer = run(*command, check=False, input=body)
        return json.loads(answer.stdout) if answer.returncode == 0 and answer.stdout else None

    def status(self):
        return self.ask("status", seconds=10)

    def local(self):
        """What is alive there, whatever any registry says."""
        return [process["id"] for process in self.ask("local") or []]

    def last_words(self, lines=5):
        return self.log.read_text().splitlines()[-lines:] if self.log.exists() else []


class Expected:
    """Which processes must run: those whose start was answered, and whose stop was not asked since."""

    def __init__(self):
        self.wanted, self.stopped, self.unsure = set(), set(), set()
        self.answered = self.unanswered = 0
        self.next = 1

    def start(self, node, count, milliseconds=10_000):
        ids = {f"soak/{number}" for number in range(self.next, self.next + count)}
        self.next += count
        specs = "\n".join(json.dumps({"id": name, "type": "echo"}) for name in sorted(ids))
        answer = node.ask(f"processes?timeout_ms={milliseconds}", specs, milliseconds / 1000 + 5)
        done = self.note(answer is not None and answer["started"] == count)
        (self.wanted if done else self.unsure).update(ids)

    def stop(self, node, count, milliseconds=10_000):
        ids = sorted(self.wanted)[:count]
        body = json.dumps({"ids": ids})
        answer = node.ask(f"stop?timeout_ms={milliseconds}", body, milliseconds / 1000 + 5)
        done = self.note(answer is not None and answer["stopped"] == count)
        self.wanted.difference_update(ids)
        (self.stopped if done else self.unsure).update(ids)

    def note(self, done):
        self.answered += done
        self.unanswered += not done
        return done

    def breach(self, copies):
        """What of the living copies, counted by id, must not be so; None when all is right."""
        doubled = [name for name in copies if copies[name] > 1]
        lost = self.wanted - copies.keys()
        resurrected = self.stopped & copies.keys()
        if not doubled and not lost and not resurrected:
            return None
        return " ".join(f"{what}={len(names)} {sorted(names)[:3]}" for what, names in
                        (("doubled", doubled), ("lost", lost), ("resurrected", resurrected)) if names)


class Cluster:
    def __init__(self, network, folder, settings):
        (folder / "token").write_text(secrets.token_hex(16))
        self.network, self.settings = network, settings
        self.nodes = [Node(number, network, folder, settings.sync) for number in range(1, settings.nodes + 1)]
        self.expected = Expected()

    def node(self, number):
        return self.nodes[number - 1]

    def kill(self):
        for node in self.nodes:
            node.kill()

    def split(self, nodes):
        """What keeps those that run from listing each other; None when each does."""
        running = [node for node in nodes if node.process.poll() is None]
        states = [node.status() for node in running]
        counts = [len(state["members"]) if state else None for state in states]
        return None if running and counts == [len(running)] * len(running) else f"members: {counts}"

    def difference(self, nodes):
        """What keeps these nodes from agreeing; None when they do, and the living copies with them."""
        states = {node.name: node.status() for node in nodes}
        least, most = len(self.expected.wanted), len(self.expected.wanted | self.expected.unsure)
        for name, state in states.items():
            if state is None:
                return f"{name} does not answer"
            if len(state["members"]) != len(nodes) or not least <= state["processes"] <= most:
                return f"{name}: {len(state['members'])} members, {state['processes']} processes of {least} to {most}"
            if state["waiting"] or state["redistributing"]:
                return f"{name}: {state['waiting']} waiting, redistributing {state['redistributing']}"
        if len({state["digest"] for state in states.values()}) != 1:
            return "registries differ"
        return self.expected.breach(collections.Counter(name for node in nodes for name in node.local()))

    def settle(self, what, nodes=None):
        """Waits until all agree, looks whether it stays so, and returns the seconds until they agreed."""
        nodes = nodes or self.nodes
        seconds = self.wait(what, self.difference, nodes)
        end = time.monotonic() + WATCH_SECONDS
        while time.monotonic() < end:
            if (lack := self.difference(nodes)) is not None:
                raise Failed(f"{what}: settled after {seconds} s, but then {lack}")
        say(f"{what}: all run once and all registries are equal after {seconds} s")
        return seconds

    @staticmethod
    def wait(what, lack, nodes, patience=PATIENCE_SECONDS):
        """Waits until nothing is lacking, and returns the seconds."""
        begin = time.monotonic()
        while (reason := lack(nodes)) is not None:
            if time.monotonic() - begin > patience:
                raise Failed(f"{what}: not within {patience} s: {reason}")
            time.sleep(0.3)
        return round(time.monotonic() - begin, 1)
