// Decides what the type checker takes libraries without types of their own for.
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: unknown; elementsById: Record<string, unknown>; warnings: { message: string }[] }>
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>
    create(type: string, values?: object): unknown
  }
}
declare module 'dmn-moddle' {
  export class DmnModdle {
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: unknown[] }>
  }
}
declare module 'dmn-js/lib/Modeler' {
  const Modeler: new (options: object) => unknown
  export default Modeler
}
declare module 'diagram-js-minimap' {
  const module: object
  export default module
}
declare module 'bpmn-js-token-simulation' {
  const module: object
  export default module
}
