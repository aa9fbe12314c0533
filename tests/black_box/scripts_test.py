"""JavaScript in a process, on the real program: run in a helper process, stopped when it does not end, and mended."""
import unittest

from server import Server

PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1"
 targetNamespace="t" id="d">
 <bpmn:process id="%(id)s" name="%(id)s" isExecutable="true">
  <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
  <bpmn:scriptTask id="t" scriptFormat="javascript" bihuan:resultVariable="said"><bpmn:script>%(script)s</bpmn:script></bpmn:scriptTask>
  <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="u"/>
  <bpmn:receiveTask id="u" messageRef="m"/><bpmn:sequenceFlow id="f3" sourceRef="u" targetRef="e"/><bpmn:endEvent id="e"/>
 </bpmn:process>
 <bpmn:message id="m" name="go"/>
</bpmn:definitions>"""


def begin(server, process, script, variables):
    server.deploy({process + ".bpmn": PROCESS % {"id": process, "script": script}})
    return server.call("POST", "/api/v1/instances", {"process": process, "variables": variables})["id"]


def variables_of(server, case):
    return server.call("GET", f"/api/v1/instances/{case}/variables")["variables"]


class Scripts(unittest.TestCase):
    def test_a_script_reads_and_writes_variables(self):
        with Server(processes=None) as server:
            script = "total = items.length + 1; execution.setVariable('名称', name + '𠮷'); 'ok ' + total"
            case = begin(server, "sums", script, {"items": [1, 2], "total": 0, "name": "王"})
            variables = variables_of(server, case)
            self.assertEqual((variables["total"], variables["名称"], variables["said"]), (3, "王𠮷", "ok 3"))

    def test_an_endless_script_is_an_incident_and_the_server_goes_on(self):
        with Server(processes=None, options=["--script-ms", "200"]) as server:
            begin(server, "endless", "while (true) {}", {})
            incidents = server.call("GET", "/api/v1/incidents")["items"]
            self.assertEqual([one["code"] for one in incidents], ["script-failed"])
            self.assertIn("200", incidents[0]["message"])
            case = begin(server, "after", "1 + 1", {})
            self.assertEqual(variables_of(server, case)["said"], 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
