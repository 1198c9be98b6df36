"""What happens to a cluster. Each scenario begins and ends with a whole one, and returns the seconds that each of its steps
needed until everything ran once and all registries were equal."""
import signal
import time

from cluster import Failed, UP_SECONDS, say

FORMATION_SECONDS = 40
BATCH = 20


def formation(cluster):
    """All start at the same moment. Each lists all others in time, or ends with a line that says why."""
    cluster.kill()
    cluster.expected.wanted.clear()
    for node in cluster.nodes:
        node.start()
    seconds = cluster.wait("formation", cluster.split, cluster.nodes, FORMATION_SECONDS)
    running = [node for node in cluster.nodes if node.process.poll() is None]
    ended = [node for node in cluster.nodes if node not in running]
    for node in ended:
        say(f"formation: {node.name} ended: {' '.join(node.last_words(1))}")
        node.start()
    say(f"formation: {len(running)} nodes list each other after {seconds} s")
    cluster.settle("formation")
    return {"formed": seconds, "ended": len(ended)}


def filled(cluster):
    """Processes for the other scenarios."""
    missing = cluster.settings.processes - len(cluster.expected.wanted)
    if missing > 0:
        cluster.expected.start(cluster.node(1), missing, 60_000)
        cluster.settle("start")


def changes(cluster, seconds, *numbers):
    """Starts and stops processes through these nodes in turn, as long as the fault lasts."""
    end = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < end:
        node = cluster.node(numbers[turn % len(numbers)])
        cluster.expected.start(node, BATCH)
        cluster.expected.stop(node, BATCH)
        turn += 1
        time.sleep(max(0, min(1, end - time.monotonic())))


def healed(cluster, what):
    """Heals the network. Merged means that each lists all others again."""
    cluster.network.heal()
    merged = cluster.wait(what, cluster.split, cluster.nodes)
    say(f"{what}: merged after {merged} s")
    return {"merged": merged, "settled": round(merged + cluster.settle(what), 1)}


def everyone(cluster):
    return range(1, len(cluster.nodes) + 1)


def split(cluster):
    """Three of five, and two."""
    cluster.network.cut([1, 2, 3], [4, 5])
    changes(cluster, 40, 1, 4, 3, 5)
    return healed(cluster, "split")


def one_way(cluster):
    """The second does not hear the fourth."""
    cluster.network.cut([4], [2], one_way=True)
    changes(cluster, 60, *everyone(cluster))
    return healed(cluster, "one-way")


def one_way_from_first(cluster):
    """The first, which leads JGroups' view, is not heard by the third."""
    cluster.network.cut([1], [3], one_way=True)
    changes(cluster, 60, *everyone(cluster))
    return healed(cluster, "one-way from the first")


def partial(cluster):
    """Two do not reach each other; all others reach both."""
    cluster.network.cut([2], [4])
    changes(cluster, 60, *everyone(cluster))
    return healed(cluster, "partial")


def flapping(cluster):
    """A cut that comes and goes, faster than it is noticed and slower."""
    for pause in (1, 3, 5, 9, 12, 15, 2):
        cluster.network.cut([1, 2, 3], [4, 5])
        changes(cluster, pause, 1, 5)
        cluster.network.heal()
        changes(cluster, pause / 2, 2, 4)
    return healed(cluster, "flapping")


def loss(cluster):
    """Every link loses 30 % of its frames."""
    cluster.network.links((0, 0, 300, 0, 0))
    changes(cluster, 60, *everyone(cluster))
    return healed(cluster, "loss")


def delay(cluster):
    """Every frame is late by 300 ± 150 ms, so frames overtake each other."""
    cluster.network.links((0, 0, 0, 300, 150))
    changes(cluster, 60, *everyone(cluster))
    return healed(cluster, "delay")


def pause(cluster):
    """A node stands still for longer than the others wait for it."""
    cluster.node(3).send(signal.SIGSTOP)
    changes(cluster, 25, 1, 2, 4, 5)
    cluster.node(3).send(signal.SIGCONT)
    return {"resumed": cluster.settle("pause")}


def kill(cluster):
    """Two die at once, with SIGKILL, and come back."""
    victims = [cluster.node(2), cluster.node(4)]
    for node in victims:
        node.kill()
    survivors = [node for node in cluster.nodes if node not in victims]
    killed = cluster.settle("two killed", survivors)
    for node in victims:
        node.start()
    return {"killed": killed, "back": cluster.settle("two back")}


def twins(cluster):
    """A second node takes the name of one that lives: it must be refused, and must disturb nothing."""
    last = cluster.nodes[-1]
    last.stop()
    last.start(name="n2")
    begin = time.monotonic()
    while last.process.poll() is None:
        if time.monotonic() - begin > 90:
            raise Failed("twins: a second n2 was not refused within 90 s")
        time.sleep(0.2)
    say(f"twins: refused with {last.process.returncode}: {' '.join(last.last_words(1))}")
    if last.process.returncode != 2:
        raise Failed(f"twins: the second n2 ended with {last.process.returncode}")
    others = cluster.settle("twins, refused", cluster.nodes[:-1])
    last.start()
    return {"refused": others, "back": cluster.settle("twins, renamed")}


def rolling(cluster):
    """Every node is restarted as OPERATIONS.md says; never does one begin a cluster of its own."""
    slowest = 0
    for node in cluster.nodes:
        node.stop()
        rest = [other for other in cluster.nodes if other is not node]
        cluster.settle(f"rolling, without {node.name}", rest)
        node.start()
        alone(node)
        slowest = max(slowest, cluster.settle(f"rolling, {node.name} back"))
    return {"slowest": slowest}


def alone(node):
    """Looks at a node from its first answer on: it must list another member at once."""
    begin = time.monotonic()
    while (state := node.status()) is None:
        if time.monotonic() - begin > 6 * UP_SECONDS:
            raise Failed(f"rolling: {node.name} does not answer")
        time.sleep(0.05)
    if len(state["members"]) < 2:
        raise Failed(f"rolling: {node.name} began a cluster of its own")


ALL = {scenario.__name__.replace("_", "-"): scenario for scenario in (
    formation, split, one_way, one_way_from_first, partial, flapping, loss, delay, pause, kill, twins, rolling)}
