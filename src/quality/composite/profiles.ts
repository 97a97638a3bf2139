import type { ComponentName } from './components/component-name.ts'
import type { GateName } from './gates/gate-name.ts'
import type { ContentType, Profile } from './profile.ts'

const caps: Readonly<Record<GateName, number>> = {
  empty: 0,
  disordered: 0.05,
  repetition: 0.3,
  stuffing: 0.3,
  echo: 0.3,
  'off-topic': 0.35,
  truncated: 0.45,
  'broken-code': 0.1,
}

/** The profiles of the three sorts of content. */
export const profiles: Readonly<Record<ContentType, Omit<Profile, 'name' | 'like' | 'keywords'>>> = {
  viral_hook: {
    weights: {
      semantic: 0.2,
      structure: 0.15,
      engagement: 0.25,
      technical: 0.05,
      coherence: 0.15,
      completeness: 0.15,
      domain: 0.05,
    },
    length: [20, 80],
    caps: { ...caps, 'broken-code': 0.6 },
  },
  technical: {
    weights: {
      semantic: 0.2,
      structure: 0.15,
      engagement: 0.05,
      technical: 0.2,
      coherence: 0.15,
      completeness: 0.15,
      domain: 0.1,
    },
    length: [80, 600],
    caps: { ...caps, 'broken-code': 0.4 },
  },
  code_generation: {
    weights: {
      semantic: 0.15,
      structure: 0.15,
      engagement: 0.05,
      technical: 0.3,
      coherence: 0.15,
      completeness: 0.15,
      domain: 0.05,
    },
    length: [5, 150],
    caps,
  },
}

/** Ranges in which the weights of components have to lie. */
export const weightRanges: Readonly<Record<ComponentName, readonly [least: number, most: number]>> = {
  semantic: [0.15, 0.2],
  structure: [0.15, 0.2],
  engagement: [0.05, 0.25],
  technical: [0.05, 0.3],
  coherence: [0.15, 0.15],
  completeness: [0.15, 0.2],
  domain: [0.05, 0.1],
}
