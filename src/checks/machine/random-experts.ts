import { formatGiven } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Everything that depends on which experts a token goes through; memory and load times do not. */
const protects = [
  'latency response ttft ttfv tpot interChunk decodeSpeed prefillSpeed',
  'throughput requestRate rates goodput load cost energy energyPerToken',
].flatMap((names) => names.split(' '))

/** Random weights choose the experts of a mixture as no trained router does: its speed is that of no real model. */
export const randomExperts: Check = ({ header }) => {
  const { target, provenance } = header.facts
  const experts = target.experts ?? null
  if (experts === null || provenance !== 'synthetic') return null
  return {
    id: 'random-experts',
    status: 'invalid',
    protects,
    message:
      `experts chosen at random: random weights send each token to ${formatGiven(experts.used)} of ` +
      `${formatGiven(experts.count)} experts, and a trained router does so in another way: ` +
      'measure the real model, or claim only its memory',
  }
}
