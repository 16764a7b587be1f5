// SPDX-License-Identifier: Apache-2.0
//
// work.js ROUNDS: JSON and zlib in three workers and the main thread. Prints what came out.
const zlib = require('zlib');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
const rounds = Number(process.argv[2]);
function work(seed) {
  let sum = 0;
  for (let round = 0; round < rounds; ++round) {
    const text = JSON.stringify(Array.from({ length: 3000 }, (_, i) => ({ i, s: 'x'.repeat(i % seed) })));
    sum += zlib.inflateSync(zlib.deflateSync(Buffer.from(text))).length;
  }
  return sum;
}
if (isMainThread) {
  const sums = [];
  for (let seed = 10; seed < 13; ++seed) {
    new Worker(__filename, { workerData: seed, argv: process.argv.slice(2) }).on('message', (sum) => {
      sums.push(sum);
      if (sums.length === 3) console.log(sums.sort().join(' '), work(9));
    });
  }
} else {
  parentPort.postMessage(work(workerData));
}
