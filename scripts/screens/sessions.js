// What README shows. A further picture is one more entry.

const mutex = (style) => ({
  calm: `A **mutex** lets only one thread at a time into a piece of code.

- \`lock\` waits until the mutex is free, then takes it.
- \`unlock\` gives it back and wakes one who waits.

\`\`\`rust
let total = Mutex::new(0);
*total.lock().unwrap() += 1;
\`\`\`

Everyone who touches the data must take the **same** mutex, and nobody may keep it for long.`,
  brisk: `## Mutex

A *mutual exclusion* lock: whoever holds it is alone.

1. Take the lock.
2. Touch the shared data.
3. Give it back, **always**.

\`\`\`go
mu.Lock()
defer mu.Unlock()
count++
\`\`\`

Forget step 3 and everybody waits for ever.`,
  terse: `Think of the key to a single bathroom. **Whoever has the key is inside**; the others queue. Give the key back, or nobody else gets in.

> Two locks taken in a different order by two threads: that is a deadlock.

| Do | Do not |
|---|---|
| hold it briefly | call out while you hold it |
| one lock, one purpose | lock twice |`,
})[style];

/** In the order of README. */
export const sessions = [
  {
    name: 'complete', columns: 100, rows: 24,
    shown: 'uada "How do I read a CSV file in Python?"',
    words: ['-m', 'anthropic/claude-sonnet-5-5', 'How do I read a CSV file in Python?'],
    answers: { anthropic: { ttft: 700, itl: 14, text: `Use the \`csv\` module of the standard library; \`DictReader\` takes the **first row** for the names of the columns.

\`\`\`python
import csv

with open("orders.csv", newline="") as file:
    for row in csv.DictReader(file):
        print(row["customer"], float(row["total"]))  # every value is a string
\`\`\`

| Option | What it is for |
|---|---|
| \`newline=""\` | line ends inside quoted fields stay as they are |
| \`delimiter=";"\` | files that Excel wrote in much of Europe |
| \`encoding="utf-8-sig"\` | files that begin with a byte order mark |

For more than a few hundred megabytes, or for sums by group, take \`pandas.read_csv\` instead.
` } },
  },
  {
    name: 'compare', columns: 112, rows: 30,
    shown: 'uada compare -m openai,anthropic,groq "Explain what a mutex is"',
    words: ['compare', '-m', 'openai,anthropic,groq', 'Explain what a mutex is'],
    answers: {
      openai: { ttft: 1500, itl: 34, text: mutex('calm') }, anthropic: { ttft: 2100, itl: 24, text: mutex('terse') }, groq: { ttft: 700, itl: 20, text: mutex('brisk') },
    },
  },
  {
    name: 'chat', columns: 100, rows: 30,
    shown: 'uada chat -m anthropic/claude-sonnet-5-5',
    words: ['chat', '-m', 'anthropic/claude-sonnet-5-5'],
    answers: { anthropic: { ttft: 500, itl: 14, text: `A **semaphore** is a counter of free places.

1. Whoever enters takes one place; at zero, they wait.
2. Whoever leaves gives it back and wakes one.

A *mutex* is the semaphore with **one** place, and only its owner gives it back.` } },
    keys: [
      { after: /Ask something/, waitMs: 400, text: 'What is a semaphore?' },
      { waitMs: 300, text: ['\r'] },
      { after: /first token/, waitMs: 1500, text: '/help' },
      { waitMs: 300, text: ['\r'] },
      { waitMs: 2500, text: ['\u0004'] },
    ],
  },
  {
    name: 'bench', columns: 112, rows: 18,
    shown: 'uada bench -m groq/llama-3.3-70b-versatile -n 40 -c 4 --output-tokens 40',
    words: ['bench', '-m', 'groq/llama-3.3-70b-versatile', '-n', '40', '-c', '4', '--output-tokens', '40'],
    answers: { groq: { ttft: 120, itl: 8, tokens: 40 } },
  },
];
