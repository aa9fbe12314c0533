"""The npm package camunda-external-task-client-js 3.1.0, unchanged, works for this server: it polls, reads variables, extends
locks, completes, fails and throws BPMN errors. Skipped with a word where npm cannot install it."""
import base64
import json
import pathlib
import subprocess
import unittest
import urllib.request
import uuid

from server import Server

FOLDER = pathlib.Path(__file__).resolve().parent / "external_task_client"

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
 <error id="err" errorCode="NO-STOCK"/>
 <process id="quote-and-ship" name="报价发货" isExecutable="true">
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="quote"/>
  <serviceTask id="quote" camunda:type="external" camunda:topic="quote"/>
  <sequenceFlow id="f2" sourceRef="quote" targetRef="ship"/>
  <serviceTask id="ship" camunda:type="external" camunda:topic="ship"/>
  <sequenceFlow id="f3" sourceRef="ship" targetRef="end"/><endEvent id="end"/>
  <boundaryEvent id="none-left" attachedToRef="ship"><errorEventDefinition errorRef="err"/></boundaryEvent>
  <sequenceFlow id="f4" sourceRef="none-left" targetRef="order"/><userTask id="order" name="订货"/>
  <sequenceFlow id="f5" sourceRef="order" targetRef="end"/>
 </process>
</definitions>"""


def installed():
    if (FOLDER / "node_modules/camunda-external-task-client-js").exists():
        return True
    try:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER,
                              capture_output=True, timeout=300)
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


class Worker(unittest.TestCase):
    def setUp(self):
        if not installed():
            self.skipTest("npm cannot install the client here")

    def call(self, server, method, path, body=None, raw=None, kind="application/json", headers=None):
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/engine-rest{path}", data=data, method=method,
                                         headers={"Content-Type": kind, **(headers or {})})
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def work(self, server, headers, credentials=()):
        boundary = uuid.uuid4().hex
        raw = (f'--{boundary}\r\nContent-Disposition: form-data; name="deployment-name"\r\n\r\n报价\r\n'
               f'--{boundary}\r\nContent-Disposition: form-data; name="报价.bpmn"; filename="报价.bpmn"\r\n\r\n{PROCESS}\r\n'
               f"--{boundary}--\r\n").encode()
        self.call(server, "POST", "/deployment/create", raw=raw, kind=f"multipart/form-data; boundary={boundary}", headers=headers)
        worker = subprocess.Popen(["node", str(FOLDER / "worker.mjs"), f"http://127.0.0.1:{server.port}/engine-rest", "3",
                                   *credentials], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        case = self.call(server, "POST", "/process-definition/key/quote-and-ship/start", {
            "businessKey": "B-7", "variables": {"amount": {"value": 21, "type": "Integer"},
                                                "goods": {"value": '["锁","门"]', "type": "Json"}}}, headers=headers)
        out, errors = worker.communicate(timeout=60)
        self.assertEqual(worker.returncode, 0, errors)
        lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        self.assertEqual(lines[0], {"topic": "quote", "activity": "quote", "businessKey": "B-7", "amount": 21,
                                    "goods": ["锁", "门"]})
        self.assertEqual(lines[1], {"topic": "ship", "failed": True})
        self.assertEqual(lines[2]["error"], "NO-STOCK")
        variables = self.call(server, "GET", f"/process-instance/{case['id']}/variables", headers=headers)
        self.assertEqual((variables["price"]["value"], variables["note"]["value"], variables["urgent"]["value"]), (42, "已报价", True))
        self.assertEqual(variables["missing"]["value"], 2)
        self.assertNotIn("local", variables)
        task, = self.call(server, "GET", f"/task?processInstanceId={case['id']}", headers=headers)
        self.assertEqual(task["taskDefinitionKey"], "order")

    def test_on_the_open_dialect_of_a_harness(self):
        with Server(processes=None, signs_in=False, options=["--engine-rest", "open"]) as server:
            self.work(server, {})

    def test_with_the_name_and_token_of_somebody(self):
        with Server(processes=None) as server:
            token = server.token
            basic = base64.b64encode(f"admin:{token}".encode()).decode()
            self.work(server, {"Authorization": "Basic " + basic}, ["admin", token])


if __name__ == "__main__":
    unittest.main(verbosity=2)
