"""Equal nodes on one PostgreSQL behind a balancer, as docs/operations.md sets them up: all of them the real program, each with
its own name and port."""
import contextlib
import time

from client import Client
from postgresql import PostgreSQL
from relay import Line
from server import ROOT, Server


class Node(Server):
    """A server of the cluster: a name, and the program that it runs, which an upgrade changes."""

    def __init__(self, name, store_url, program=None, **more):
        super().__init__(store_url, signs_in=False, **more)
        self.name, self.options = name, ["--node", name, *self.options]
        if program:
            self.program = program

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None


class Cluster:
    def __init__(self, nodes=3, programs=(), processes=ROOT / "processes", options=(), **settings):
        self.count, self.programs, self.processes, self.options = nodes, list(programs), processes, list(options)
        self.postgresql = PostgreSQL(**settings)
        self.nodes, self.balancer, self.stack = [], None, contextlib.ExitStack()
        self.token = None

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.postgresql)
            self.url = self.postgresql.create()
            for i in range(self.count):
                program = self.programs[i] if i < len(self.programs) else None
                node = Node(f"node-{i + 1}", self.url, program, processes=self.processes, options=self.options)
                self.nodes.append(stack.enter_context(node))
            first = self.nodes[0]
            first.first_sign_in(first.one_time_password)
            self.token = first.token
            for node in self.nodes:
                node.token = self.token
            self.balancer = stack.enter_context(Line("balance", *[node.port for node in self.nodes]))
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    @property
    def port(self):
        return self.balancer.port

    def token_of(self, person, scope="all"):
        """A lasting token, as a program of this person has one."""
        made = self.nodes[0].call("POST", "/api/v1/tokens", {"person": person, "name": "test", "scope": scope})
        return made["token"]

    def deploy(self, **files):
        """On the first node; returns when every node knows it (name without ending → BPMN; the name is the process)."""
        self.nodes[0].deploy({name + ".bpmn": text for name, text in files.items()})
        deadline = time.monotonic() + 30
        for node in self.nodes:
            for name in files:
                while not self.client(node=node).call("GET", "/api/v1/processes/" + name).good:
                    if time.monotonic() > deadline:
                        raise AssertionError(f"{node.name} does not hear of the deployment")
                    time.sleep(0.05)

    def client(self, token=None, node=None, **more):
        """Through the balancer, or of one node."""
        return Client(node.port if node else self.port, token or self.token, **more)

    def verify(self):
        """`bihuan audit verify`, beside the nodes that run."""
        return self.nodes[0].audit()
