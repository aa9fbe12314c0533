// Decides the Chinese and English of kinds of element that the library's replace menu does not name.

/** By BPMN's name of the kind: Chinese, English. */
export const kindNames: Record<string, [string, string]> = {
  Process: ['流程', 'Process'], Collaboration: ['协作图', 'Collaboration'], Participant: ['参与方', 'Participant'],
  Lane: ['泳道', 'Lane'], TextAnnotation: ['注释', 'Annotation'], Association: ['注释线', 'Association'],
  Group: ['分组框', 'Group'], MessageFlow: ['消息线', 'Message flow'], SequenceFlow: ['连线', 'Flow'],
  IntermediateCatchEvent: ['等待', 'Intermediate catch event']
}
