"""The Camunda 7 REST dialect as programs use it: deployed as the Modeler deploys, started, worked on, looked at; every answer
with the fields that the public description of that API gives it, where that is at hand."""
import json
import re
import unittest
import urllib.error
import urllib.parse
import urllib.request
import uuid

from server import ROOT, Server

DESCRIPTION = ROOT.parent / "shared/corpora/engine-rest/openapi.json"
DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$")

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
 <message id="msg" name="付款到账"/>
 <process id="order" name="订单办理" isExecutable="true">
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
  <userTask id="check" name="核对"/><sequenceFlow id="f2" sourceRef="check" targetRef="fork"/>
  <parallelGateway id="fork"/>
  <sequenceFlow id="f3" sourceRef="fork" targetRef="wait"/><sequenceFlow id="f4" sourceRef="fork" targetRef="ship"/>
  <sequenceFlow id="f5" sourceRef="fork" targetRef="later"/>
  <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>
  <serviceTask id="ship" name="发货" camunda:type="external" camunda:topic="ship"/>
  <intermediateCatchEvent id="later"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <sequenceFlow id="f6" sourceRef="wait" targetRef="join"/><sequenceFlow id="f7" sourceRef="ship" targetRef="join"/>
  <sequenceFlow id="f8" sourceRef="later" targetRef="join"/>
  <parallelGateway id="join"/><sequenceFlow id="f9" sourceRef="join" targetRef="end"/><endEvent id="end"/>
 </process>
</definitions>"""


NIGHTLY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
 <process id="nightly" isExecutable="true">
  <startEvent id="start"><timerEventDefinition><timeCycle>R/PT24H</timeCycle></timerEventDefinition></startEvent>
  <sequenceFlow id="f1" sourceRef="start" targetRef="sum"/>
  <serviceTask id="sum" camunda:asyncBefore="true" camunda:expression="${1 + 2}" camunda:resultVariable="sum"/>
  <sequenceFlow id="f2" sourceRef="sum" targetRef="wait"/>
  <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <sequenceFlow id="f3" sourceRef="wait" targetRef="end"/><endEvent id="end"/>
 </process>
</definitions>"""


class Client:
    """One client of the dialect; holds each answer to the description of its operation."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}/engine-rest"
        self.paths, self.schemas = {}, {}
        if DESCRIPTION.exists():
            described = json.loads(DESCRIPTION.read_text())
            self.schemas = described["components"]["schemas"]
            self.paths = described["paths"]

    def call(self, method, path, body=None, raw=None, content_type="application/json", headers=None, **query):
        url = self.base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = raw if raw is not None else json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        sent = dict(headers or {})
        if data is not None:
            sent["Content-Type"] = content_type
        request = urllib.request.Request(url, data=data, method=method, headers=sent)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, text, kind = answer.status, answer.read(), answer.headers.get("Content-Type")
        except urllib.error.HTTPError as error:
            status, text, kind = error.code, error.read(), error.headers.get("Content-Type")
        if not text:
            return status, None
        assert kind in ("application/json", "application/xml", "text/plain;charset=UTF-8"), kind
        value = json.loads(text) if kind == "application/json" else text.decode()
        self.hold(method, path, status, value)
        return status, value

    def get(self, path, **query):
        status, value = self.call("GET", path, **query)
        assert status == 200, (path, status, value)
        return value

    def post(self, path, body=None, **more):
        status, value = self.call("POST", path, body if body is not None else {}, **more)
        assert status in (200, 204), (path, status, value)
        return value

    def template(self, path):
        parts = path.split("/")
        fits = [t for t in self.paths if len(t.split("/")) == len(parts)
                and all(a == b or a.startswith("{") for a, b in zip(t.split("/"), parts))]
        return min(fits, key=lambda t: t.count("{")) if fits else None

    def fields(self, schema):
        if "$ref" in schema:
            return self.fields(self.schemas[schema["$ref"].rsplit("/", 1)[1]])
        out = dict(schema.get("properties", {}))
        for part in schema.get("allOf", []):
            out.update(self.fields(part))
        return out

    def hold(self, method, path, status, value):
        template = self.template(path)
        if not template or method.lower() not in self.paths[template]:
            assert not self.paths, f"{method} {path} is not described"
            return
        declared = self.paths[template][method.lower()]["responses"]
        assert str(status) in declared or status in (400, 401, 403, 404, 500), (method, path, status)
        content = declared.get(str(status), {}).get("content", {}).get("application/json", {}).get("schema")
        rows = value if isinstance(value, list) else [value]
        schema = content.get("items", content) if content else None
        known = self.fields(schema) if schema else {}
        for row in rows:
            if known and isinstance(row, dict):
                extra = set(row) - set(known) - {"camundaFormRef", "links", "@class", "details"}
                assert not extra, f"{method} {path}: fields {extra} are not described"
            for name, one in (row.items() if isinstance(row, dict) else ()):
                if isinstance(one, str) and name in ("created", "startTime", "endTime", "dueDate", "deploymentTime", "timestamp"):
                    assert DATE.match(one), (name, one)


def multipart(fields, files):
    """As the Modeler makes it: a file's part is named as the file is, names are UTF-8."""
    boundary = "----WebKitFormBoundary" + uuid.uuid4().hex[:16]
    out = b""
    for name, value in fields.items():
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, text in files.items():
        out += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
                f"Content-Type: text/xml\r\n\r\n").encode() + text.encode() + b"\r\n"
    return out + f"--{boundary}--\r\n".encode(), "multipart/form-data; boundary=" + boundary


class Dialect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(processes=None, signs_in=False, options=["--jobs", "off", "--engine-rest", "open"])
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)  # also where what follows fails
        cls.client = Client(cls.server.port)
        cls.deployed = cls.deploy({"订单.bpmn": PROCESS})

    @classmethod
    def deploy(cls, files, name="订单办理", expect=200):
        raw, kind = multipart({"deployment-name": name, "deployment-source": "Camunda Modeler",
                               "enable-duplicate-filtering": "true", "deploy-changed-only": "true"}, files)
        status, value = cls.client.call("POST", "/deployment/create", raw=raw, content_type=kind)
        assert status == expect, (status, value)
        return value

    def start(self, variables=None, key="order", business_key=None):
        return self.client.post(f"/process-definition/key/{key}/start",
                                {"variables": variables or {}, "businessKey": business_key})

    def test_the_modelers_deployment_is_taken_and_repeated_only_when_changed(self):
        definitions = self.deployed["deployedProcessDefinitions"]
        self.assertEqual([one["resource"] for one in definitions.values()], ["订单.bpmn"])
        self.assertEqual(self.deployed["name"], "订单办理")
        again = self.deploy({"订单.bpmn": PROCESS})
        self.assertEqual(again["id"], self.deployed["id"])
        resources = self.client.get(f"/deployment/{self.deployed['id']}/resources")
        self.assertEqual([one["name"] for one in resources], ["订单.bpmn"])

    def test_a_file_with_errors_is_refused_with_where_they_are(self):
        broken = PROCESS.replace('targetRef="check"', 'targetRef="nowhere"').replace('"order"', '"broken"')
        refused = self.deploy({"有错.bpmn": broken}, expect=400)
        self.assertEqual(refused["type"], "ParseException")
        errors = refused["details"]["有错.bpmn"]["errors"]
        self.assertTrue(any(one["mainElementId"] == "f1" and one["line"] > 0 for one in errors), refused)

    def test_a_case_goes_its_way(self):
        client = self.client
        case = self.start({"amount": {"value": 12, "type": "Integer"}, "who": {"value": "张三"},
                           "when": {"value": "2026-11-20T09:01:00.000+0800", "type": "Date"},
                           "list": {"value": "[1,2]", "type": "Object",
                                    "valueInfo": {"objectTypeName": "java.util.ArrayList", "serializationDataFormat": "application/json"}}},
                          business_key="K-1")
        seen = client.get(f"/process-instance/{case['id']}/variables")
        self.assertEqual(seen["amount"], {"value": 12, "type": "Integer", "valueInfo": {}})
        self.assertEqual(seen["when"]["value"], "2026-11-20T09:01:00.000+0800")
        self.assertEqual(json.loads(seen["list"]["value"]), [1, 2])
        task, = client.get("/task", processInstanceId=case["id"])
        self.assertEqual((task["taskDefinitionKey"], task["name"], task["assignee"]), ("check", "核对", None))
        client.post(f"/task/{task['id']}/claim", {"userId": "kermit"})
        self.assertEqual(client.get(f"/task/{task['id']}")["assignee"], "kermit")
        status, error = client.call("POST", f"/task/{task['id']}/claim", {"userId": "fozzie"})
        self.assertEqual((status, error["type"]), (500, "TaskAlreadyClaimedException"))
        client.post(f"/task/{task['id']}/complete", {"variables": {"ok": {"value": True}}})
        tree = client.get(f"/process-instance/{case['id']}/activity-instances")
        self.assertEqual(sorted(one["activityId"] for one in tree["childActivityInstances"]), ["later", "ship", "wait"])
        waiting, = client.get("/event-subscription", processInstanceId=case["id"])
        self.assertEqual((waiting["eventName"], waiting["activityId"]), ("付款到账", "wait"))
        result, = client.post("/message", {"messageName": "付款到账", "businessKey": "K-1", "resultEnabled": True})
        self.assertEqual(result["execution"]["processInstanceId"], case["id"])
        status, error = client.call("POST", "/message", {"messageName": "付款到账", "businessKey": "K-1"})
        self.assertEqual(status, 400)
        self.assertIn("MismatchingMessageCorrelationException", error["message"])
        work, = client.post("/external-task/fetchAndLock", {"workerId": "w", "maxTasks": 1, "topics": [
            {"topicName": "ship", "lockDuration": 60000, "variables": ["amount"]}]})
        self.assertEqual(work["variables"], {"amount": {"value": 12, "type": "Integer", "valueInfo": {}}})
        status, error = client.call("POST", f"/external-task/{work['id']}/complete", {"workerId": "other"})
        self.assertEqual(status, 400)
        client.post(f"/external-task/{work['id']}/complete", {"workerId": "w", "variables": {"sent": {"value": 1.5}}})
        job, = client.get("/job", processInstanceId=case["id"])
        client.post(f"/job/{job['id']}/execute")
        self.assertEqual(client.call("GET", f"/process-instance/{case['id']}")[0], 404)
        past = client.get(f"/history/process-instance/{case['id']}")
        self.assertEqual((past["state"], past["businessKey"]), ("COMPLETED", "K-1"))
        done = [one["activityId"] for one in client.get("/history/activity-instance", processInstanceId=case["id"])]
        self.assertEqual(done.count("join"), 3)
        self.assertEqual(done[0], "start")
        values = {one["name"]: one["value"] for one in client.get("/history/variable-instance", processInstanceId=case["id"])}
        self.assertEqual((values["sent"], values["ok"]), (1.5, True))
        acts = [one["operationType"] for one in client.get("/history/user-operation", processInstanceId=case["id"])]
        self.assertIn("Complete", acts)

    def test_lists_filter_sort_and_page(self):
        client = self.client
        ids = [self.start({"n": {"value": n}}, business_key=f"page-{n}")["id"] for n in range(5)]
        found = client.get("/process-instance", processDefinitionKey="order", sortBy="instanceId", sortOrder="desc",
                           businessKeyLike="page-%", maxResults=2, firstResult=1)
        self.assertEqual([one["id"] for one in found], sorted(ids, key=int, reverse=True)[1:3])
        found = client.get("/process-instance", variables="n_gteq_3", businessKeyLike="page-%")
        self.assertEqual(len(found), 2)
        self.assertEqual(client.post("/process-instance/count", {"businessKeyLike": "page-%"})["count"], 5)
        status, error = client.call("GET", "/process-instance", noSuchFilter="1")
        self.assertEqual((status, error["type"]), (400, "InvalidRequestException"))
        for one in ids:
            self.assertEqual(client.call("DELETE", f"/process-instance/{one}")[0], 204)
        self.assertEqual(client.get(f"/history/process-instance/{ids[0]}")["state"], "EXTERNALLY_TERMINATED")

    def test_a_failure_without_tries_is_an_incident_until_new_tries_are_given(self):
        client = self.client
        case = self.start()
        task, = client.get("/task", processInstanceId=case["id"])
        client.post(f"/task/{task['id']}/complete")
        fetch = {"workerId": "w", "maxTasks": 10, "topics": [{"topicName": "ship", "lockDuration": 60000}]}
        work = [one for one in client.post("/external-task/fetchAndLock", fetch) if one["processInstanceId"] == case["id"]][0]
        client.post(f"/external-task/{work['id']}/failure", {"workerId": "w", "errorMessage": "仓库无人", "retries": 0})
        incident, = client.get("/incident", processInstanceId=case["id"])
        self.assertEqual((incident["incidentType"], incident["activityId"]), ("failedExternalTask", "ship"))
        self.assertEqual(client.call("PUT", f"/external-task/{work['id']}/retries", {"retries": 2})[0], 204)
        self.assertEqual(client.get("/incident", processInstanceId=case["id"]), [])
        client.call("DELETE", f"/process-instance/{case['id']}")

    def test_a_running_case_is_moved_by_hand(self):
        client = self.client
        case = self.start()
        def active():
            tree = client.get(f"/process-instance/{case['id']}/activity-instances")
            return sorted((one["activityId"], one["id"]) for one in tree["childActivityInstances"])
        client.post(f"/process-instance/{case['id']}/modification", {"instructions": [
            {"type": "startBeforeActivity", "activityId": "ship", "variables": {"extra": {"value": 1, "type": "Integer"}}},
            {"type": "startTransition", "transitionId": "f5"}]})
        self.assertEqual([one[0] for one in active()], ["check", "later", "ship"])
        client.post(f"/process-instance/{case['id']}/modification", {"instructions": [
            {"type": "cancel", "activityId": "check"}, {"type": "cancel", "activityInstanceId": active()[1][1]}]})
        self.assertEqual([one[0] for one in active()], ["ship"])
        status, error = client.call("POST", f"/process-instance/{case['id']}/modification",
                                    {"instructions": [{"type": "cancel", "activityId": "ship"},
                                                      {"type": "startBeforeActivity", "activityId": "nowhere"}]})
        self.assertGreaterEqual(status, 400)
        self.assertEqual([one[0] for one in active()], ["ship"], "as a whole or not at all")
        self.assertEqual(client.get(f"/process-instance/{case['id']}/variables/extra")["value"], 1)
        client.call("DELETE", f"/process-instance/{case['id']}")

    def test_a_task_is_changed_lent_and_given_back(self):
        client = self.client
        case = self.start()
        task, = client.get("/task", processInstanceId=case["id"])
        path = f"/task/{task['id']}"
        self.assertEqual(client.call("PUT", path, {"name": "改名", "assignee": "kermit", "priority": 80,
                                                   "due": "2030-01-01T00:00:00.000+0800"})[0], 204)
        seen = client.get(path)
        self.assertEqual((seen["name"], seen["assignee"], seen["priority"], seen["due"]),
                         ("改名", "kermit", 80, "2030-01-01T00:00:00.000+0800"))
        client.post(path + "/delegate", {"userId": "fozzie"})
        self.assertEqual((client.get(path)["assignee"], client.get(path)["owner"]), ("fozzie", "kermit"))
        client.post(path + "/resolve", {"variables": {"found": {"value": "x"}}})
        self.assertEqual(client.get(path)["assignee"], "kermit")
        client.post(path + "/identity-links", {"groupId": "clerks", "type": "candidate"})
        self.assertIn({"userId": None, "groupId": "clerks", "type": "candidate"}, client.get(path + "/identity-links"))
        client.post(path + "/localVariables", {"modifications": {"mine": {"value": 1}}})
        self.assertEqual(set(client.get(path + "/localVariables")), {"mine"})
        self.assertNotIn("mine", client.get(f"/process-instance/{case['id']}/variables"))
        answered = client.post(path + "/complete", {"variables": {"ok": {"value": True}}, "withVariablesInReturn": True})
        self.assertEqual((answered["ok"]["value"], answered["found"]["value"]), (True, "x"))
        client.call("DELETE", f"/process-instance/{case['id']}")

    def test_jobs_are_listed_moved_and_done_by_hand(self):
        client = self.client
        self.deploy({"夜间.bpmn": NIGHTLY}, name="夜间")
        begins, = client.get("/job", processDefinitionKey="nightly")
        self.assertIsNone(begins["processInstanceId"])
        client.post(f"/job/{begins['id']}/execute")
        case, = client.get("/process-instance", processDefinitionKey="nightly")
        job, = client.get("/job", processInstanceId=case["id"])
        self.assertEqual(client.get(f"/process-instance/{case['id']}/activity-instances")["childActivityInstances"], [])
        self.assertEqual(client.call("PUT", f"/job/{job['id']}/retries", {"retries": 7})[0], 204)
        self.assertEqual(client.get(f"/job/{job['id']}")["retries"], 7)
        client.post(f"/job/{job['id']}/execute")
        self.assertEqual(client.get(f"/process-instance/{case['id']}/variables/sum")["value"], 3)
        timer, = client.get("/job", processInstanceId=case["id"], timers="true")
        moved = "2031-05-01T08:00:00.000+0800"
        self.assertEqual(client.call("PUT", f"/job/{timer['id']}/duedate", {"duedate": moved})[0], 204)
        self.assertEqual(client.get(f"/job/{timer['id']}")["dueDate"], moved)
        client.post(f"/job/{timer['id']}/execute")
        self.assertEqual(client.call("GET", f"/process-instance/{case['id']}")[0], 404)

    def test_a_deleted_deployment_starts_nothing_and_keeps_its_record(self):
        client = self.client
        gone = self.deploy({"别的.bpmn": PROCESS.replace('"order"', '"other"')}, name="别的")
        case = self.start(key="other")
        status, error = client.call("DELETE", f"/deployment/{gone['id']}")
        self.assertEqual(status, 500)
        self.assertEqual(client.call("DELETE", f"/deployment/{gone['id']}", cascade="true")[0], 204)
        self.assertEqual(client.call("GET", f"/deployment/{gone['id']}")[0], 404)
        self.assertEqual(client.call("POST", "/process-definition/key/other/start", {})[0], 404)
        self.assertEqual(client.get(f"/history/process-instance/{case['id']}")["state"], "EXTERNALLY_TERMINATED")

    def test_a_page_of_another_site_is_refused_though_the_dialect_is_open(self):
        status, error = self.client.call("GET", "/engine", headers={"Origin": "http://evil.example"})
        self.assertEqual((status, error["type"]), (403, "AuthorizationException"))


class SignedIn(unittest.TestCase):
    def test_nobody_gets_in_without_a_name(self):
        with Server(processes=None) as server:
            client = Client(server.port)
            status, error = client.call("GET", "/engine")
            self.assertEqual((status, error["type"]), (401, "AuthenticationException"))
            bearer = {"Authorization": "Bearer " + server.token}
            self.assertEqual(client.call("GET", "/engine", headers=bearer)[0], 200)
            import base64
            basic = base64.b64encode(f"admin:{server.token}".encode()).decode()
            self.assertEqual(client.call("GET", "/engine", headers={"Authorization": "Basic " + basic})[0], 200)
            wrong = base64.b64encode(b"admin:wrong").decode()
            self.assertEqual(client.call("GET", "/engine", headers={"Authorization": "Basic " + wrong})[0], 401)

    def test_switched_off_there_is_nothing(self):
        with Server(processes=None, options=["--engine-rest", "off"]) as server:
            self.assertEqual(Client(server.port).call("GET", "/engine")[0], 404)


if __name__ == "__main__":
    unittest.main(verbosity=2)
