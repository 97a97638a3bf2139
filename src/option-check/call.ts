/** Text of a call in a message, given the path of one of its options; '' stands for all of them. */
export type Call = (path: string) => string

/**
 * The call of a function whose options come last.
 *
 * @param before the arguments before the options, as a message is to show them
 * @example optionsOf('model', 'spec')('threads') // model(spec, { threads })
 */
export function optionsOf(name: string, ...before: readonly string[]): Call {
  return (path) => `${name}(${[...before, path === '' ? 'options' : `{ ${path} }`].join(', ')})`
}
