import type { FieldRecord } from '../../record/target.ts'
import type { Check } from '../evidence/check.ts'

/** Fields that decide what is generated: without them the answers are others than those that were asked for. */
const sampling: ReadonlySet<string> = new Set(['temperature', 'seed'])

/** Whether the requests had the fields that the bench asked for. */
export const requestFields: Check = ({ header }) => {
  const { fields } = header.facts.target
  const refused = fields.filter(({ because }) => because === 'refused')
  if (refused.length === 0) return null
  const base = { id: 'request-fields', protects: ['latency', 'response', 'throughput', 'cost'] }
  const told = `the server refuses fields of the requests: ${refused.map(changeText).join(', ')}`
  const lost = refused.filter(({ name, sentAs }) => sentAs === null && sampling.has(name)).map(({ name }) => name)
  if (lost.length === 0) return { ...base, status: 'ok', message: told }
  const option = lost.map((name) => `${name}: false`).join(', ')
  return {
    ...base,
    status: 'warning',
    message:
      `${told}; answers are sampled by the server's own ${lost.join(' and ')}: ` +
      `say that this is meant with the endpoint's option fields: { ${option} }`,
  }
}

function changeText({ name, sentAs }: FieldRecord): string {
  return sentAs === null ? `${name} is left out` : `${name} is sent as ${sentAs}`
}
