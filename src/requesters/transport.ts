import type { LanguageModelTransport } from './ai-sdk/transport.ts'
import type { SimulatedTransport } from './simulated/transport.ts'
import type { HttpTransport } from './http/transport.ts'

/** How a load host makes a request. */
export type Transport = HttpTransport | SimulatedTransport | LanguageModelTransport
