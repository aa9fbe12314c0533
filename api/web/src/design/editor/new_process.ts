// Decides what a new process begins with: start, one task, end, or a copy of another under a new name. The names in the
// file are given by us; the designer gives the title.
import type { Source } from './source'

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

export interface NewWords {
  start: string
  step: string
  end: string
}

function blank(key: string, name: string, words: NewWords): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:bihuan="urn:bihuan:bpmn:1" id="${key}-file" targetNamespace="urn:bihuan:processes">
  <bpmn:process id="${key}" name="${escaped(name)}" isExecutable="true">
    <bpmn:startEvent id="start" name="${escaped(words.start)}"><bpmn:outgoing>flow-1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="step-1" name="${escaped(words.step)}">
      <bpmn:extensionElements><bihuan:assignment kind="initiator" /></bpmn:extensionElements>
      <bpmn:incoming>flow-1</bpmn:incoming><bpmn:outgoing>flow-2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="${escaped(words.end)}"><bpmn:incoming>flow-2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="flow-1" sourceRef="start" targetRef="step-1" />
    <bpmn:sequenceFlow id="flow-2" sourceRef="step-1" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${key}">
    <bpmndi:BPMNShape id="start-shape" bpmnElement="start"><dc:Bounds x="160" y="142" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="step-1-shape" bpmnElement="step-1"><dc:Bounds x="260" y="120" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end-shape" bpmnElement="end"><dc:Bounds x="424" y="142" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="flow-1-edge" bpmnElement="flow-1"><di:waypoint x="196" y="160" /><di:waypoint x="260" y="160" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="flow-2-edge" bpmnElement="flow-2"><di:waypoint x="360" y="160" /><di:waypoint x="424" y="160" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`
}

/** The model under another id and title: the first process of the file only, and the drawing that refers to it. */
function copy(xml: string, key: string, name: string): string {
  const head = /<bpmn:process\b[^>]*>/.exec(xml)?.[0]
  const old = head && /\bid="([^"]+)"/.exec(head)?.[1]
  if (!head || !old) return xml
  const renamed = head.replace(/\bid="[^"]*"/, `id="${key}"`).replace(/\bname="[^"]*"/, () => `name="${escaped(name)}"`)
  return xml
    .replace(head, () => renamed)
    .replaceAll(`bpmnElement="${old}"`, `bpmnElement="${key}"`)
    .replaceAll(`processRef="${old}"`, `processRef="${key}"`)
}

/** A new source; the file is named by its key. */
export function newProcess(key: string, name: string, words: NewWords, model?: Source): Source {
  const title = name || key
  return { text: model ? copy(model.text, key, title) : blank(key, title, words), file: `${key}.bpmn`, base: 0 }
}
