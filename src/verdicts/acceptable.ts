/** Ground of a claim that must be accepted by name: estimated tokens, an assumed input, or a simulated target. */
export type Acceptable = 'estimated' | 'assumed' | 'simulated'
