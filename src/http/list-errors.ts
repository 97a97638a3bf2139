import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { serverText } from './failure.ts'
import type { Exchange, HttpClient } from './socket/client.ts'

const shownModels = 20

/** Error of an answer that is no list of models. */
export function notCompatible(client: HttpClient, { body, redact }: Exchange): LlmBenchError {
  const text = body.toString('utf8', 0, 2000)
  const what = /^\s*</.test(text) ? 'an HTML page' : `"${serverText(text, redact)}"`
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} answered ${what} where a list of models was expected, ` +
      'so it is not OpenAI-compatible at this url: does the path lack "/v1"?',
  )
}

/** Error of a list with nothing in it, where no model was named. */
export function nothingListed({ origin }: HttpClient, { body }: Exchange): LlmBenchError {
  const isBlank = body.toString('utf8', 0, 100).trim() === ''
  return new LlmBenchError(
    'endpoint-refused',
    isBlank
      ? `${origin} answered nothing where a list of models was expected: name one with model ` +
          '(mlx_lm.server lists none where its cache folder is missing: set HF_HUB_CACHE to one that is there)'
      : `${origin} lists no model: load one on the server (ollama pull <model>), or name one with model`,
  )
}

/** Error of a list with several models, where none was named. */
export function severalListed(client: HttpClient, models: readonly string[]): LlmBenchError {
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} lists several models: name the one to measure with model (it has: ${listOf(client, models)})`,
  )
}

function listOf({ redact }: HttpClient, models: readonly string[]): string {
  const shown = models.slice(0, shownModels).map((name) => serverText(name, redact))
  const more = models.length > shownModels ? `, and ${models.length - shownModels} more` : ''
  return `${shown.join(', ')}${more}`
}

/** Error of a model that a server does not list, and refuses. */
export function unknownModel(client: HttpClient, model: string, models: readonly string[]): LlmBenchError {
  const nearest = nearestName(model, models)
  const hint = nearest === null ? '' : `; did you mean "${serverText(nearest, client.redact)}"?`
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} has no model "${serverText(model, client.redact)}"${hint} (it has: ${listOf(client, models)})`,
  )
}
