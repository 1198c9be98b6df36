#!/usr/bin/env python3
"""An Ethernet switch in user space between network namespaces. Each direction of each link has a loss, a delay and a jitter
of its own, whatever the kernel offers: not every kernel has netem.

    switch.py CONTROL NAMESPACE...

Node i, from 1, is the tap device eth0 that the switch makes in the i-th namespace. The lines of the file CONTROL are
«FROM TO LOSS_PERMILLE DELAY_MS JITTER_MS», 0 for FROM or TO meaning all, later lines before earlier ones; the file is read
again when it has been replaced. Prints «up» when the devices are there, and ends when it is killed. Needs root and Linux.
"""
import ctypes
import fcntl
import heapq
import itertools
import os
import pathlib
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
LONGEST_FRAME = 2048
FRAMES_AT_ONCE = 64
CONTROL_SECONDS = 0.05


def tap(namespace):
    """Opens a new tap device in a namespace; a device stays where the thread was when it was made."""
    with open(f"/var/run/netns/{namespace}") as space:
        if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter the namespace {namespace}")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"eth0", IFF_TAP | IFF_NO_PI))
    return device


class Links:
    """What happens to a frame, by its direction."""

    def __init__(self, control, count):
        self.control, self.count = pathlib.Path(control), count
        self.read_at = self.changed_at = 0
        self.faults = {}

    def refresh(self, now):
        if now - self.read_at < CONTROL_SECONDS:
            return
        self.read_at = now
        changed_at = self.control.stat().st_mtime_ns
        if changed_at != self.changed_at:
            self.changed_at = changed_at
            self.faults = dict(self.directions())

    def directions(self):
        nodes = range(1, self.count + 1)
        for line in self.control.read_text().splitlines():
            start, end, loss, delay, jitter = map(int, line.split())
            for direction in itertools.product([start] if start else nodes, [end] if end else nodes):
                yield direction, (loss / 1000, delay / 1000, jitter / 1000)

    def delay(self, start, end):
        """In seconds; None when the frame is lost."""
        if (start, end) not in self.faults:
            return 0
        loss, delay, jitter = self.faults[start, end]
        return None if random.random() < loss else max(0, delay + random.uniform(-jitter, jitter))


class Switch:
    def __init__(self, control, namespaces):
        self.links = Links(control, len(namespaces))
        self.taps = {number: tap(namespace) for number, namespace in enumerate(namespaces, 1)}
        self.numbers = {device: number for number, device in self.taps.items()}
        self.owners = {}  # which node has a hardware address
        self.late = []  # heap of (due, order, device, frame)
        self.order = itertools.count()

    def run(self):
        ready = select.poll()
        for device in self.taps.values():
            ready.register(device, select.POLLIN)
        while True:
            now = time.monotonic()
            self.links.refresh(now)
            while self.late and self.late[0][0] <= now:
                _, _, device, frame = heapq.heappop(self.late)
                self.write(device, frame)
            wait = min(CONTROL_SECONDS, self.late[0][0] - now) if self.late else CONTROL_SECONDS
            for device, _ in ready.poll(max(0, wait) * 1000):
                self.drain(device)

    def drain(self, device):
        for _ in range(FRAMES_AT_ONCE):
            try:
                frame = os.read(device, LONGEST_FRAME)
            except BlockingIOError:
                return
            self.forward(self.numbers[device], frame)

    def forward(self, start, frame):
        self.owners[frame[6:12]] = start
        one = None if frame[0] & 1 else self.owners.get(frame[0:6])
        for end, device in self.taps.items():
            if end == start or one not in (None, end):
                continue
            delay = self.links.delay(start, end)
            if delay == 0:
                self.write(device, frame)
            elif delay is not None:
                heapq.heappush(self.late, (time.monotonic() + delay, next(self.order), device, frame))

    @staticmethod
    def write(device, frame):
        try:
            os.write(device, frame)
        except (BlockingIOError, OSError):
            return  # a full queue loses frames, as in any switch, and so does a device that is not up


def main(control, *namespaces):
    switch = Switch(control, namespaces)
    print("up", flush=True)
    switch.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
