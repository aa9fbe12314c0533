// Measures feelin on cases.json and on the tables of tables.py; prints "engine;case;ns of CPU;ns of wall;answers", the
// CPU time being the process's. feelin has no compiled form, so each evaluation parses; it has no decision tables
// either, so a table is its cells, row by row, as unary tests, which is what a program around it would do. Each case is
// warmed up and then timed in rounds: the median.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, unaryTest } from 'feelin';

const [, , casesFile, folder, warm = '2'] = process.argv;
const warmUp = Number(warm), round = warmUp / 7, rounds = 5;
const cases = JSON.parse(readFileSync(casesFile, 'utf8'));
const plain = (result) => (result !== null && typeof result === 'object' && 'value' in result ? result.value : result);

function written(answer) {
  return Array.isArray(answer) ? `[${answer.map(written).join(', ')}]` : String(answer);
}

function variables(one) {
  const all = { ...(one.context ?? {}) };
  if (one.findings)
    all.findings = Array.from({ length: one.findings }, (_, i) => ({ open: i % 2 === 0, weight: i }));
  return all;
}

function measure(name, run) {
  let answers;
  try {
    answers = Array.from({ length: name.match(/^(first|unique|collect)-/) ? 2 : 16 }, (_, i) => written(run(i)));
  } catch (fault) {
    console.log(`feelin;${name};;;fault: ${fault}`);
    return;
  }
  const now = () => Number(process.hrtime.bigint());
  const end = now() + warmUp * 1e9;
  let count = 0;
  while (now() < end) run(count++);
  const each = Math.max(16, Math.floor((count * round) / warmUp));
  const cpu = [], wall = [];
  for (let r = 0; r < rounds; ++r) {
    const start = now(), before = process.cpuUsage();
    for (let i = 0; i < each; ++i) run(i);
    const used = process.cpuUsage(before);
    cpu.push(((used.user + used.system) * 1000) / each);
    wall.push((now() - start) / each);
  }
  const median = (times) => times.sort((a, b) => a - b)[rounds >> 1].toFixed(1);
  console.log(`feelin;${name};${median(cpu)};${median(wall)};${answers.join(' ')}`);
}

for (const one of cases.expressions) {
  const context = variables(one);
  measure(one.name, () => plain(evaluate(one.text, context)));
}

// The cells come from the same .dmn file as everybody's; it is of our own making, so a pattern reads it.
function rulesOf(text) {
  const unescaped = (cell) => cell.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&amp;/g, '&');
  return [...text.matchAll(/<rule [^>]*>(.*)<\/rule>/g)].map(([, rule]) => {
    const cells = [...rule.matchAll(/<text>([^<]*)<\/text>/g)].map((match) => unescaped(match[1]));
    return { tests: cells.slice(0, -1), answer: cells.at(-1) };
  });
}

for (const { rules: count, policy } of cases.tables) {
  const name = `${policy.toLowerCase()}-${count}`;
  const rules = rulesOf(readFileSync(join(folder, `${name}.dmn`), 'utf8'));
  const asked = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  measure(name, (i) => {
    const input = asked[i % asked.length];
    const found = [];
    for (const rule of rules) {
      const matches = ['district', 'amount', 'kind'].every(
        (column, k) => rule.tests[k] === '-' || plain(unaryTest(rule.tests[k], { ...input, '?': input[column] })));
      if (!matches) continue;
      found.push(plain(evaluate(rule.answer, input)));
      if (policy === 'FIRST') break;
    }
    return policy === 'COLLECT' ? found : found[0] ?? null;
  });
}
