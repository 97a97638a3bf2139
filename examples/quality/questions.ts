/** The questions, and what a good answer says. No model sees `expected`. */
export const questions = [
  ask(
    'how a hash table finds a value',
    'A hash function turns the key into the index of a bucket that holds the value.',
  ),
  ask('what a database index is for', 'An index keeps a column sorted, so that rows are found without reading all.'),
  ask(
    'how a name is looked up in DNS',
    'A resolver asks the root, the top level domain, then the server of the domain.',
  ),
  ask('what a garbage collector does', 'It finds objects that nothing refers to any more and frees their memory.'),
  ask('what a mutex is for', 'A mutex lets one thread at a time into a section, so that shared data stays whole.'),
  ask('what a cache does', 'A cache keeps results that were costly to get, so that the next request is quick.'),
  ask('what a foreign key is', 'A foreign key is a column whose values must exist as keys of another table.'),
  ask('how a binary search works', 'It halves a sorted list at each step, and goes on in the half that has the value.'),
  ask(
    'what a load balancer does',
    'It spreads requests over several servers, and leaves out those that do not answer.',
  ),
  ask('what a checksum is for', 'A checksum is a number of the data by which a change on the way is noticed.'),
]

function ask(what: string, expected: string): { readonly messages: string; readonly expected: string } {
  return { messages: `Explain in two sentences ${what}.`, expected }
}
