import { plainText } from '../../plain-text.ts'
import type { Examination, Problem } from './examination.ts'

type Asked = Pick<Examination, 'energy' | 'endpoint' | 'asked'>

/** Problems of a meter and an endpoint that were asked for. */
export function askedProblems(examination: Asked): Problem[] {
  return [...meterProblems(examination), ...endpointProblems(examination)]
}

function meterProblems({ energy, asked: { meter } }: Asked): Problem[] {
  if (meter === null) return []
  if (meter === 'auto') {
    if (Object.values(energy.auto).some((name) => name !== null)) return []
    const whys = energy.meters.map(({ name, reason }) => `${name}: ${reason ?? 'unknown'}`)
    const problem = plainText(`no meter of energy works here (${whys.join('; ')})`)
    return [{ level: 'error', problem, remedy: 'declare the watts: energy: { watts: 30 }' }]
  }
  const found = energy.meters.find(({ name }) => name === meter)
  if (found === undefined || found.reason === null) return []
  const problem = `the meter ${meter} does not work here: ${plainText(found.reason)}`
  return [{ level: 'error', problem, remedy: found.remedy ?? 'declare the watts: energy: { watts: 30 }' }]
}

function endpointProblems({ endpoint }: Asked): Problem[] {
  if (endpoint === null) return []
  const { url, reachable, models, suggestedUrl, reason } = endpoint
  if (suggestedUrl !== null) {
    const problem = `${plainText(url)} has no list of models, ${plainText(suggestedUrl)} has`
    return [{ level: 'warning', problem, remedy: `give a bench the url ${plainText(suggestedUrl)}` }]
  }
  if (reason !== null) {
    // The last words of the sentence are its way out.
    const [, problem = reason, remedy = 'see whether it is the address of an API'] = /^(.*): (.*)$/su.exec(reason) ?? []
    return [{ level: reachable ? 'warning' : 'error', problem: plainText(problem), remedy: plainText(remedy) }]
  }
  if (models.length > 0) return []
  const remedy = 'have it load one, or name the model in the bench'
  return [{ level: 'warning', problem: `${plainText(url)} lists no model`, remedy }]
}
