// Decides how bpmn-js reads and writes the `bihuan:` namespace: docs/extensions.md as a moddle descriptor. All values
// are text, so that what was written is written again as it was. It does not check values: the server does.

interface Property {
  name: string
  type: string
  isAttr?: boolean
  isMany?: boolean
}
interface Type {
  name: string
  superClass?: string[]
  extends?: string[]
  properties: Property[]
}

const attributes = (...names: string[]): Property[] => names.map((name) => ({ name, isAttr: true, type: 'String' }))

function element(name: string, names: string[], children: Property[] = []): Type {
  return { name, superClass: ['Element'], properties: [...attributes(...names), ...children] }
}

function extension(name: string, bpmn: string[], names: string[]): Type {
  return { name, extends: bpmn, properties: attributes(...names) }
}

/** The namespace as bpmn-moddle takes it. */
export const bihuanModdle = {
  name: 'Bihuan',
  uri: 'urn:bihuan:bpmn:1',
  prefix: 'bihuan',
  xml: { tagAlias: 'lowerCase' },
  types: [
    extension('ProcessWords', ['bpmn:Process'], [
      'versionTag', 'category', 'calendar', 'businessKey', 'title', 'unit', 'line', 'withdraw', 'withdrawBy', 'initiatorMessages'
    ]),
    extension('ScriptWords', ['bpmn:ScriptTask', 'bpmn:GlobalScriptTask'], ['resultVariable']),
    extension('AdHocWords', ['bpmn:AdHocSubProcess'], ['activate', 'outputCollection', 'outputElement']),
    extension(
      'LoopWords',
      ['bpmn:MultiInstanceLoopCharacteristics'],
      ['collection', 'elementVariable', 'indexVariable', 'outputCollection', 'outputElement'],
    ),
    extension('TimerWords', ['bpmn:TimerEventDefinition'], ['calendar', 'base']),
    extension('ErrorWords', ['bpmn:ErrorEventDefinition'], ['codeVariable', 'messageVariable']),
    extension('EscalationWords', ['bpmn:EscalationEventDefinition'], ['codeVariable', 'messageVariable']),
    element('Variable', ['name', 'protected']),
    element('Assignment', [
      'kind', 'person', 'people', 'role', 'unit', 'levels', 'line', 'level', 'place', 'step', 'owner', 'whenEmpty',
    ]),
    element('Form', ['ref', 'binding'], [{ name: 'fields', type: 'Field', isMany: true }]),
    element('Field', ['key', 'access', 'required']),
    element('Deadline', ['duration', 'due', 'calendar']),
    element('Work', ['outcomes', 'outcomeVariable', 'opinion', 'attachmentsMin', 'priority', 'claim']),
    element('Vote', ['pass', 'passOutcomes', 'abstainOutcomes', 'early', 'variable']),
    element('Starters', ['roles']),
    element('Job', ['topic', 'retries', 'backoff'], [{ name: 'headers', type: 'Header', isMany: true }]),
    element('Header', ['name', 'value']),
    element('Decision', ['ref', 'resultVariable', 'binding']),
    element('Call', ['binding', 'version', 'versionTag', 'businessKey', 'propagateInputs', 'propagateOutputs']),
    element('Input', ['source', 'target']),
    element('Output', ['source', 'target']),
    element('Message', ['correlationKey', 'timeToLive']),
  ],
}

/** The names of the elements that stand in `extensionElements`. */
export type ExtensionName =
  | 'Variable' | 'Assignment' | 'Form' | 'Field' | 'Deadline' | 'Work' | 'Vote' | 'Starters' | 'Job' | 'Header'
  | 'Decision' | 'Call' | 'Input' | 'Output' | 'Message'
