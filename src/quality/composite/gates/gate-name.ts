/** Names of the gates, the strictest first. */
export const gateNames = [
  'empty',
  'disordered',
  'repetition',
  'stuffing',
  'echo',
  'off-topic',
  'truncated',
  'broken-code',
] as const

/** A gate: a fault that no component can make up for. */
export type GateName = (typeof gateNames)[number]
