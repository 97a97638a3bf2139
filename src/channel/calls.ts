/** One call between two processes. */
export interface Call {
  /** Data that the one that calls sends. */
  readonly asked: unknown
  readonly answer: unknown
  /** Data of an event that the one that calls is told of while it waits. */
  readonly event?: unknown
}

/** The calls that one process takes of another, each a line of an interface. */
export type CallMap<Calls> = { readonly [Name in keyof Calls]: Call }

/** The calls of a process that is asked nothing. */
export type NoCalls = Record<string, never>

/** Data of the events that are told while a call is answered. */
export type EventOf<One extends Call> = One extends { readonly event: infer Event } ? Event : never

/** A function that answers one call; `event` tells the other side of something before. */
export type Handler<One extends Call> = (
  asked: One['asked'],
  event: (data: EventOf<One>) => void,
) => One['answer'] | Promise<One['answer']>

/** A handler for every call there is. */
export type Handlers<Calls extends CallMap<Calls>> = { readonly [Name in keyof Calls]: Handler<Calls[Name]> }
