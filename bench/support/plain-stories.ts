const names = ['Tom', 'Lily', 'Ben', 'Anna', 'Sam', 'Mia', 'Max', 'Sue']
const things = ['a small boat', 'a red ball', 'an old box', 'a big tree', 'a little dog', 'a blue bird', 'a soft bed']
const places = ['near the river', 'in the park', 'under the table', 'behind the house', 'on the hill']
const says = [
  'was very happy and wanted to play with it all day',
  'asked Mom if it was safe to take it home',
  'was sad because it was too old and too dirty',
  'smiled and gave it to a friend who liked it a lot',
  'ran home fast and told everyone about it',
  'sat down and looked at it for a long time',
]

/** A text of so many pairs of plain sentences, no two pairs alike as far as there are others. */
export function plainStories(pairs: number): string {
  return Array.from({ length: pairs }, (_, at) => {
    const name = names[at % names.length]
    return `${name} found ${things[at % things.length]} ${places[at % places.length]}. ${name} ${says[at % says.length]}.`
  }).join(' ')
}
