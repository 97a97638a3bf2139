/** Meaning of each check's name, for who meets it in a table: that which is wrong where it did not pass. */
const meanings: Readonly<Record<string, string>> = {
  'achieved-rate': 'fewer requests a second were sent than asked for',
  anchor: 'the machine was slower than usual, or changed meanwhile',
  'budget-cut': 'the time or the money ran out before all requests were made',
  'chat-format': "chats were not in the model's own format",
  'chunk-not-token': 'a streamed piece holds several tokens',
  'client-limit': 'the process that makes the load was at its limit',
  'coarse-clock': 'the clock is too coarse for these times',
  'cold-start': 'the first requests met a server that was not warm',
  'content-filter': 'answers were cut by a content filter',
  correlated: 'neighbouring requests are too much alike to count each',
  drift: 'the times rose or fell over the run',
  'early-stop': 'answers ended before the asked length',
  'energy-meter': 'the meter of energy could not tell',
  'engine-overhead': "much of a token's time is not the engine's",
  'event-loop-lag': 'the clock was read late, because something else ran',
  failures: 'requests failed',
  'gpu-idle': 'the GPU did nothing',
  'gpu-unused': 'the model, or a part of it, is not on the GPU',
  'idle-clients': 'clients stood still between two requests',
  'load-before': 'the machine was busy before the run began',
  'lock-step': 'clients send all at the same moment',
  'low-power': 'the machine saves power',
  'machine-busy': 'other programs used the processor',
  'measured-beside': 'something else was measured at the same time',
  'model-loaded': 'requests waited for the model to be loaded',
  modes: 'the times gather around more than one value',
  'not-embedding-model': 'vectors come from a model that is not made for them',
  'not-streamed': 'some answers came in one piece',
  'on-battery': 'the machine runs on battery',
  'open-turns': 'each turn of a comparison begins with an empty queue',
  'other-hosts': 'another model was at work on this machine',
  'other-model': 'another model answered than was asked',
  outliers: 'some times lie far from all others',
  'parts-missing': 'parts of a load are missing, or there twice',
  'parts-overlap': 'the parts of a load were not at work at the same time',
  'prefix-cache': 'the beginning of prompts came from a cache',
  queueing: 'requests waited for others on the server',
  'random-experts': 'experts of a mixture were chosen at random',
  'recording-load': 'a recording is replayed under another load than it was made under',
  'recording-times': 'a recording lacks times',
  redirected: 'requests were sent on to another address',
  replayed: 'answers came all at once after a wait',
  'request-fields': 'the server refused an option, which was left out',
  restarted: 'the server was started again meanwhile',
  retried: 'requests were sent twice',
  'retry-waits': 'clients waited because the server told them to',
  'schedule-lag': 'requests were begun later than due',
  'send-wait': 'requests waited before they were sent',
  'server-clock': "our times and the server's own do not agree",
  'several-choices': 'an answer had several choices',
  'start-at': 'a part of a load was not ready when it was to begin',
  'swap-in': 'memory was read back from disk',
  'tensor-units': "the GPU's tensor units are not used",
  'thermal-pressure': 'the machine was too warm',
  'threads-above-cores': 'more threads than cores',
  throttled: "the GPU's clock fell meanwhile",
  'timed-in-worker': 'the process of the test read the clock itself',
  'token-count': "the server's count of tokens does not fit what came",
  'token-nonsense': 'the server told a count of tokens that cannot be',
  unended: 'an answer never ended',
  'unlisted-model': "the model is not in the server's list",
  'warm-up': 'the first requests were slower than the others',
}

/** Meaning of a check's name in a few words; null for one that this release does not know. */
export function checkMeaning(id: string): string | null {
  return Object.hasOwn(meanings, id) ? (meanings[id] ?? null) : null
}

/** A text with the meaning of each check behind its name, where it says that one is invalid. */
export function explained(text: string): string {
  return text.replaceAll(/\b(?:invalid checks?|[Cc]heck) ([a-z][a-z-]+)/gu, (found, id: string) => {
    const meaning = checkMeaning(id)
    return meaning === null ? found : `${found} (${meaning})`
  })
}
