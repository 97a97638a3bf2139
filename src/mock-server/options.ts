import type { Fault } from './faults/faults.ts'
import type { MockItemsOptions } from './items/items-options.ts'

/** Drafted tokens of a mock server's answers. */
export interface MockDrafts {
  /** Share of them that the answers have, 0 to 1. */
  readonly accepted: number
  /**
   * Whether answers tell them, in the `timings` that llama-server writes (`draft_n`, `draft_n_accepted`); the metrics
   * do in any case. Default true.
   */
  readonly inAnswers?: boolean | undefined
}

/** Options of the mock server; all can be left out. Times are milliseconds, counts are tokens (words). */
export interface MockServerOptions {
  /** Interface to listen on: only the loopback one. */
  readonly host?: '127.0.0.1' | undefined
  /** Port to listen on. Default 0: a free one. */
  readonly port?: number | undefined
  /** Time from the last byte of the request (or the start in a free slot) to the first token. Default 50. */
  readonly ttft?: number | undefined
  /** Time from one token to the next, on an absolute schedule. Default 10. */
  readonly interToken?: number | undefined
  /**
   * Length of the natural answer. Default 100, or the words of `text`. `max_tokens` and
   * `max_completion_tokens` cut it, `min_tokens` and `ignore_eos` extend it.
   */
  readonly tokens?: number | undefined
  /** Standard deviation of `ttft` and `interToken` relative to them: seeded, log-normal. Default 0. */
  readonly jitter?: number | undefined
  /** Seed of jitter and of the faults' shares. Default 1. */
  readonly seed?: number | undefined
  /** Names of the models that are served; any other gets a 404. Default `['mock-model']`. */
  readonly models?: readonly string[] | undefined
  /** Key without which, as `authorization: Bearer <key>`, requests get a 401. It is never written anywhere. */
  readonly apiKey?: string | undefined
  /** Status of a request without the key, in the words of a gateway that is not 401. Default 401. */
  readonly keyStatus?: 400 | 401 | 403 | 500 | undefined
  /** Header that the key is wanted in, without `Bearer` before it. Default `authorization`, with it. */
  readonly keyHeader?: string | undefined
  /** Query without which requests to the API get a 404, such as `{ 'api-version': '2024-10-21' }`. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /**
   * The list of models: refused with 403 or 404, or empty although models are served; `null` in the place of the
   * list, or an answer without a body. Default `open`.
   */
  readonly modelList?: 'open' | 'forbidden' | 'absent' | 'empty' | 'null' | 'blank' | undefined
  /** Names in the list where they are not those of `models`: patterns of a gateway, names with a tag, `unknown`. */
  readonly listed?: readonly string[] | undefined
  /** Time from the start in which health and requests for tokens get a 503, the models being listed. Default 0. */
  readonly loading?: number | undefined
  /**
   * Time in which the first request to a model loads it, on top of its own: others wait for it, and the fault
   * `runner-dies` has every model loaded once more. Default 0: they are loaded.
   */
  readonly coldStart?: number | undefined
  /**
   * Number of first requests that are slower than the others, as of a server that compiles at first use: the first
   * takes six times as long, each further one less. Default 0.
   */
  readonly warming?: number | undefined
  /**
   * Most models in memory at once: a further one makes the one go that was used longest ago. Default: no limit.
   */
  readonly mostLoaded?: number | undefined
  /** Time that a model takes to be gone, before another takes its place. Default 0. */
  readonly unloadTime?: number | undefined
  /** Names of models that cannot be loaded: requests to them get a 500. Default: none. */
  readonly brokenModels?: readonly string[] | undefined
  /**
   * Serving software that is imitated: its name in the list of models, and what it tells of itself (`/props` and
   * `/slots`, `/version` and `/server_info`, `/api/version` and `/api/ps`, `/running` and `/upstream/…/props`,
   * `/api/v0/models`), or in its answers (a header of LiteLLM, a field of mlx-lm). With `coldStart` those that load a
   * model at its first request tell its settings from then on. `llama-router` is a llama-server that starts others;
   * it, llama-swap, Ollama and LM Studio also take the calls that load and unload a model. `fm` is Apple's `fm serve`.
   * Default: none.
   */
  readonly software?:
    | 'llama-server'
    | 'llama-router'
    | 'vllm'
    | 'ollama'
    | 'llama-swap'
    | 'lm-studio'
    | 'litellm'
    | 'mlx-lm'
    | 'fm'
    | undefined
  /**
   * Fields with which a request is refused, each in the words of OpenAI (400), of pydantic (422), or in vague
   * ones (400): `{ temperature: 'openai', stream_options: 'pydantic' }`.
   */
  readonly refuseFields?: Readonly<Record<string, 'openai' | 'pydantic' | 'vague'>> | undefined
  /** Most requests generated at once; the others queue in the order received. Default: no limit. */
  readonly slots?: number | undefined
  /** Tokens in one chunk, which is written when the first of them is due. Default 1. */
  readonly tokensPerChunk?: number | undefined
  /** Number of first tokens that are reasoning (chat only). Default 0. */
  readonly reasoningTokens?: number | undefined
  /**
   * The delta's field that holds reasoning; false counts it in the usage and sends a comment in its place.
   * Default `reasoning_content`.
   */
  readonly reasoningField?: 'reasoning_content' | 'reasoning' | false | undefined
  /** Answers a chat by a tool call, its arguments streamed. Default false. */
  readonly toolCall?: boolean | undefined
  /** Writes an empty chunk with the role at once, before `ttft` (chat only). Default true. */
  readonly roleChunk?: boolean | undefined
  /**
   * The chunk with the token counts: `last` where the request asks for it, `always` also where it
   * does not, `absent` never, `wrong` like `last` with 10 % too many completion tokens, `few` with 10 % too few,
   * `zeros` and `nonsense` (negative, broken and huge ones) in their place, `sometimes` like `last`, but in every
   * second answer only. Default `last`.
   */
  readonly usage?: 'last' | 'always' | 'absent' | 'wrong' | 'few' | 'zeros' | 'nonsense' | 'sometimes' | undefined
  /** Ends a stream with `data: [DONE]`. Default true. */
  readonly done?: boolean | undefined
  /** End of line of the events. Default `\n`. */
  readonly lineEnd?: '\n' | '\r\n' | undefined
  /** Writes a comment `: keep-alive` after the headers and before each event. Default false. */
  readonly comments?: boolean | undefined
  /**
   * Writes each token's event in two writes, cut inside a character of several bytes where it has one.
   * Default false.
   */
  readonly splitWrites?: boolean | undefined
  /** Compresses answers, each event a gzip member, whatever the request accepts. Default false. */
  readonly gzip?: boolean | undefined
  /** Answers with a default text that has characters of two, three and four bytes. Default false. */
  readonly multiByte?: boolean | undefined
  /**
   * Source of `usage.prompt_tokens_details.cached_tokens`: the longest common prefix with an earlier
   * prompt (true), or a fixed share of the prompt (0 to 1). Default false: not in the usage.
   */
  readonly prefixCache?: boolean | number | undefined
  /**
   * Whether answers say how much came from the `prefixCache`; the metrics do in any case, as with vLLM and SGLang
   * unless they are told to put it into answers too. Default true.
   */
  readonly cachedInUsage?: boolean | undefined
  /**
   * Drafted tokens: each token of an answer after its first was drafted once. Default none, and nothing is told of
   * drafts.
   */
  readonly drafts?: MockDrafts | undefined
  /**
   * Prompt tokens that fit into the context: longer prompts are cut to them in silence, as Ollama does, and the
   * usage counts what is left. Default: all fit.
   */
  readonly context?: number | undefined
  /** Writes the whole stream at once after its total time, as a cache in front of a model does. Default false. */
  readonly replay?: boolean | undefined
  /** Stops with `finish_reason: 'stop'` after so many tokens, also under `ignore_eos`. */
  readonly earlyStop?: number | undefined
  /** Programmed faults; a request gets the first that meets it. */
  readonly faults?: readonly Fault[] | undefined
  /** Serves https with this PEM key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
  /** Server whose metrics are imitated at `/metrics`. Default `vllm`. */
  readonly metrics?: 'vllm' | 'llama-server' | 'sglang' | false | undefined
  /** Whether `/metrics` asks for the `apiKey`, as the API does. Default false. */
  readonly metricsKey?: boolean | undefined
  /**
   * Serves one connection at a time, until it is closed; further ones wait, as with servers of one thread. Default
   * false.
   */
  readonly oneConnection?: boolean | undefined
  /** Closes the connection after each streamed answer, although it said to keep it. Default false. */
  readonly closesQuietly?: boolean | undefined
  /** Text of answers, one token a word; begins again where more tokens are asked for. Default: a fixed text. */
  readonly text?: string | ((body: Readonly<Record<string, unknown>>) => string) | undefined
  /**
   * Answers to `/v1/embeddings`, `/v1/rerank` and `/rerank`: `{ dimensions, shape, shuffled, usage, fault, every }`.
   * They come `ttft` after the request, and `interToken` later for each text or document after the first.
   */
  readonly items?: MockItemsOptions | undefined
  /** Number of latest requests whose stamps are kept. Default 10000. */
  readonly keepStamps?: number | undefined
}

/** Options of a mock server in a process of its own, which takes no function. */
export interface SpawnedMockServerOptions extends Omit<MockServerOptions, 'text'> {
  /** Text of answers, one token a word. */
  readonly text?: string | undefined
  /**
   * Processes that serve the port, each the connections that the kernel gives it, with stamps and counts of them
   * together: for more streams than one process writes in time. Linux and FreeBSD only; not with what one process
   * would have to know of all requests (`slots`, `prefixCache: true`, `oneConnection`, `metrics`, and faults that
   * meet some of the requests). Default 1.
   */
  readonly processes?: number | undefined
}
