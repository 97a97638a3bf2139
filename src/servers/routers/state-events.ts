import { now } from '../../clock.ts'
import { at, parsedJson, textOf } from '../../json.ts'

/** A change of a model's state, as a server tells it. */
export interface StateEvent {
  readonly model: string
  /** In the words of llama-server's router. */
  readonly state: string
  /** Stamp of its coming, in milliseconds of CLOCK_MONOTONIC. */
  readonly at: number
}

/** Events of a server's states, for as long as somebody listens. */
export interface StateEvents {
  /** All that have come, in their order. */
  readonly seen: readonly StateEvent[]
  /** Settles when one more has come, or the server has ended them. */
  readonly next: () => Promise<void>
  readonly close: () => void
}

/** Milliseconds until the events must have begun: without them its list is asked again and again. */
const patienceMs = 2000
/** Characters of an event that is not ended yet. */
const longestEvent = 2 ** 20

/**
 * Listens to the events of a server at an address of this machine's network, without a proxy. Null where there are
 * none.
 */
export async function stateEvents(url: URL, headers: Readonly<Record<string, string>>): Promise<StateEvents | null> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  const seen: StateEvent[] = []
  let waiting = Promise.withResolvers<void>()
  const tell = (): void => {
    waiting.resolve()
    waiting = Promise.withResolvers()
  }
  return await new Promise<StateEvents | null>((resolve) => {
    const asked = request(url, { agent: false, headers: { ...headers, accept: 'text/event-stream' } })
    const events: StateEvents = { seen, next: async () => await waiting.promise, close: () => asked.destroy() }
    const begun = (): void => {
      clearTimeout(timer)
      resolve(events)
    }
    const gone = (): void => {
      clearTimeout(timer)
      asked.destroy()
      tell()
      resolve(null)
    }
    // Some write the head with the first event only.
    const timer = setTimeout(begun, patienceMs)
    asked.on('error', gone)
    asked.on('response', (response) => {
      if (response.statusCode !== 200 || !/event-stream/.test(response.headers['content-type'] ?? '')) {
        response.destroy()
        gone()
        return
      }
      begun()
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        const come = now()
        text = (text + chunk).slice(-longestEvent)
        const parts = text.split(/\r?\n\r?\n/)
        text = parts.pop() ?? ''
        const found = parts.flatMap((part) => eventOf(part, come))
        seen.push(...found)
        if (found.length > 0) tell()
      })
      response.on('error', gone)
      response.on('end', gone)
    })
    asked.end()
  })
}

function eventOf(text: string, come: number): StateEvent[] {
  const data = text
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trim())
  const json = parsedJson(data.join('\n'), null)
  const model = textOf(at(json, 'model'))
  const state = textOf(at(json, 'data', 'status'))
  return model === null || state === null ? [] : [{ model, state, at: come }]
}
