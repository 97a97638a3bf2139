import type { DecisionQuestion } from '../../engines/decision.ts'
import { isObject, parsedJson } from '../../json.ts'
import { answerOnce } from '../../targets/answer-once.ts'
import type { LanguageModelTarget } from '../../targets/ai-sdk/language-model.ts'
import type { Endpoint } from '../../targets/endpoint/endpoint.ts'
import { type Workload, workloadOf } from '../../targets/workload.ts'
import { oneClient } from '../../workload/load.ts'
import { identityOf } from '../model/identity.ts'
import type { Asker } from './asker.ts'

type Schema = Readonly<Record<string, unknown>>

/** A model that is asked over a network: its chat, and how that is told the form of the answer. */
export type RemoteModel =
  | { readonly kind: 'endpoint'; readonly model: Pick<Endpoint, 'chat'> }
  | { readonly kind: 'language-model'; readonly model: LanguageModelTarget }

/**
 * A model elsewhere as a judge: its verdict is one field of a JSON object, and nothing else of its text is read.
 * @param call the scorer, for messages
 */
export function remoteAsker(call: string, remote: RemoteModel, maxTokens: number): Asker {
  const plain = { temperature: 0, maxTokens, nonce: false, stream: false }
  const chat = (text: string, schema: Schema): Workload =>
    remote.kind === 'endpoint'
      ? remote.model.chat(text, { ...plain, jsonSchema: schema })
      : remote.model.chat(text, {
          ...plain,
          callOptions: { responseFormat: { type: 'json', name: 'verdict', schema } },
        })
  return {
    method: 'JSON schema',
    concurrency: 4,
    identity: async () => await identityOf(call, remote.model, () => chat('Hello', schemaOf(['no', 'yes']))),
    ask: async (document, question, timeoutMs) => {
      const { choices, words } = choicesOf(question)
      const definition = workloadOf(chat(`${document}\n\n${words}`, schemaOf(choices)))
      if (definition === null) throw new TypeError('chat() gave no workload')
      const signal = AbortSignal.timeout(timeoutMs)
      const driver = await definition.target.open(definition.request, oneClient, undefined, signal)
      return verdictOf(await answerOnce(driver, signal), choices)
    },
  }
}

interface Choices {
  readonly choices: readonly string[]
  readonly words: string
}

/** The names of the choices from the worst, and the question in words. */
function choicesOf(question: DecisionQuestion): Choices {
  const [choices, meanings] =
    question.kind === 'levels'
      ? [question.levels.map((_, place) => String(place)), question.levels]
      : [
          ['no', 'yes'],
          [question.no, question.yes],
        ]
  const lines = choices.map((choice, place) => `- ${choice}: ${meanings[place]}`)
  const form = choices.map((choice) => JSON.stringify({ verdict: choice })).join(' or ')
  return {
    choices,
    words: `Question: ${question.instruction}\n${lines.join('\n')}\n\nReply with JSON alone: ${form}`,
  }
}

/** Schema of a verdict, in the part of JSON schema that every server has. */
function schemaOf(choices: readonly string[]): Schema {
  return {
    type: 'object',
    properties: { verdict: { type: 'string', enum: choices } },
    required: ['verdict'],
    additionalProperties: false,
  }
}

/** The verdict in a judge's answer: the whole of it is one object of the schema, or it is none. */
function verdictOf(text: string, choices: readonly string[]): readonly number[] {
  const given = parsedJson(text)
  const verdict = isObject(given) && Object.keys(given).length === 1 ? given['verdict'] : undefined
  const place = choices.findIndex((choice) => choice === verdict)
  if (place === -1) throw new Error('the judge answered no JSON of its schema')
  return choices.map((_, other) => (other === place ? 1 : 0))
}
