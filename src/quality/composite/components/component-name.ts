/** Names of the components of a profile, in the order in which they are shown. */
export const componentNames = [
  'semantic',
  'structure',
  'engagement',
  'technical',
  'coherence',
  'completeness',
  'domain',
] as const

/** One of the seven components. */
export type ComponentName = (typeof componentNames)[number]
