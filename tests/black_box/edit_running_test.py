"""Edit without recompiling, proved: a step is added to the shipped F1 between 整改 and 督查, a deadline is changed in DMN and
a required field is added to a form, and all of it is deployed to the running server. New cases go the new way, old ones
finish the old way; nothing is rebuilt or restarted."""
import re
import unittest

from server import ROOT, Refused, Server

FOLDER = ROOT / "processes/hazard-rectification"

HAZARD = {"hazard_title": "消防通道堵塞", "category": "消防", "place": "青石社区临街商铺", "place_kind": "沿街商铺",
          "street_code": "WT", "community": "QL-WT-01", "description": "电动车占道停放", "source": "网格巡查"}

NEW_STEP = """
    <bpmn:userTask id="self-check" name="整改自查">
      <bpmn:extensionElements>
        <bihuan:assignment kind="person" person="p-comm-01"/>
        <bihuan:form ref="self-check"/>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="flow-self-check" sourceRef="self-check" targetRef="inspection"/>
"""

NEW_FORM = """{"type": "default", "id": "self-check", "schemaVersion": 18, "title": "整改自查", "components": [
  {"type": "textarea", "id": "f1", "key": "self_check_note", "label": "自查情况", "validate": {"required": true}}]}"""

NEW_FIELD = """"components": [
    {"type": "textfield", "id": "field-added", "key": "site_contact", "label": "现场联系人", "validate": {"required": true}},"""

# An ordinary case of low grade up to the end of 整改: element, person, outcome, variables.
TO_PLAN = [
    ("verify", "p-comm-01", "属实", {"on_the_spot": False, "people_exposed": 20, "near_vulnerable": False,
                                     "likelihood": "偶尔", "consequence": "轻微"}),
    ("confirm-grade", "p-wt-grader", "采纳", {}),
    ("assign", "p-wt-grader", None, {"owner_unit": "QL-WT-fire", "owner_role": "department-handler",
                                     "responsible_leader": "p-wt-fire-head", "responsible_person": "p-wt-fire"}),
    ("accept-assignment", "p-wt-fire", "认领", {}),
]
PLAN = {"plan_goal": "通道畅通", "plan_measures": "划线、设桩", "plan_money": 20000, "plan_deadline": "2030-10-18",
        "plan_person": "消防工作站专干", "plan_protection": "整改期间专人值守"}
RECTIFIED = {"progress": "已完成"}
ASSISTED = [
    ("assist", "p-wt-emergency", "已配合完成", {"assist_feedback": "已配合"}),
]


def add_step(bpmn):
    """Every flow that enters the inspection enters the new step first, as a designer would draw it."""
    changed = re.sub(r'(<bpmn:sequenceFlow [^>]*targetRef=")inspection(")', r"\1self-check\2", bpmn)
    assert changed != bpmn
    return changed.replace("  </bpmn:process>", NEW_STEP + "  </bpmn:process>", 1)


def longer_plan_time(dmn):
    """The time for a plan at grade 低 goes from 5 to 8 working days."""
    changed = dmn.replace('<outputEntry id="deadlines-rule-4-out-2"><text>5</text>',
                          '<outputEntry id="deadlines-rule-4-out-2"><text>8</text>')
    assert changed != dmn
    return changed


def changed_files():
    files = {path.name: path.read_text() for path in FOLDER.iterdir() if path.suffix in (".bpmn", ".dmn", ".form")}
    files["hazard-rectification.bpmn"] = add_step(files["hazard-rectification.bpmn"])
    files["deadlines.dmn"] = longer_plan_time(files["deadlines.dmn"])
    files["rectify.form"] = files["rectify.form"].replace('"components": [', NEW_FIELD, 1)
    files["self-check.form"] = NEW_FORM
    return files


class Case:
    """One case, driven by the people whose turn it is."""

    def __init__(self, server):
        self.server = server
        self.id = server.call("POST", "/api/v1/instances", {"process": "hazard-rectification", "variables": HAZARD},
                              as_person="p-grid-01")["id"]

    def open(self):
        return {task["element"]: task for task in self.server.tasks("&instance=" + self.id)}

    def act(self, element, person, outcome=None, variables=None):
        task = self.open()[element]
        body = {"opinion": "同意", "variables": variables or {}}
        if outcome:
            body["outcome"] = outcome
        return self.server.call("POST", f"/api/v1/tasks/{task['id']}/complete", body, as_person=person)

    def play(self, steps):
        for step in steps:
            self.act(*step)


class EditRunningTest(unittest.TestCase):
    def refused_fields(self, *step):
        with self.assertRaises(Refused) as refused:
            self.case.act(*step)
        self.assertEqual(refused.exception.status, 422)
        return [error["pointer"] for error in refused.exception.problem["errors"]]

    def test_a_designer_changes_a_flow_while_it_runs(self):
        with Server() as server:
            old = Case(server)
            self.assertTrue(server.deploy(changed_files(), note="整改后先自查，再督查")["id"])
            new = Case(server)
            versions = [server.call("GET", f"/api/v1/instances/{case.id}")["instance"]["version"] for case in (old, new)]
            self.assertEqual(versions, [1, 2])

            old.play(TO_PLAN)
            new.play(TO_PLAN)
            self.assertLess(old.open()["make-plan"]["due"], new.open()["make-plan"]["due"], "the deadline table")

            for case in (old, new):
                case.act("make-plan", "p-wt-fire", None, PLAN)
                case.act("review-plan", "p-wt-vice", "同意")
            old.act("rectify", "p-wt-fire", "整改完成", RECTIFIED)
            self.case = new
            self.assertEqual(self.refused_fields("rectify", "p-wt-fire", "整改完成", RECTIFIED), ["/variables/site_contact"])
            new.act("rectify", "p-wt-fire", "整改完成", RECTIFIED | {"site_contact": "物业值班室"})

            old.play(ASSISTED)
            new.play(ASSISTED)
            self.assertIn("schedule-inspection", old.open())
            self.assertEqual(list(new.open()), ["self-check"])
            self.assertEqual(self.refused_fields("self-check", "p-comm-01"), ["/variables/self_check_note"])
            new.act("self-check", "p-comm-01", None, {"self_check_note": "已逐项核对"})
            self.assertIn("schedule-inspection", new.open())

            self.assertIsNone(server.process.poll(), "the same server, never restarted")
            for case in (old, new):
                self.assertTrue(server.call("GET", f"/api/v1/history/instances/{case.id}/verify")["ok"])

    def test_a_change_that_cannot_run_is_refused_whole_with_its_place(self):
        files = changed_files()
        del files["self-check.form"]
        with Server() as server:
            with self.assertRaises(Refused) as refused:
                server.deploy(files)
            places = [(d["file"], d["element"]) for d in refused.exception.problem["diagnostics"] if d["severity"] == "error"]
            self.assertEqual(places, [("hazard-rectification.bpmn", "self-check")])
            self.assertEqual(server.call("GET", "/api/v1/processes/hazard-rectification")["version"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
