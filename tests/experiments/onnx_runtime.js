// node onnx_runtime.js CASES.json: runs each model of [{"model": FILE, "X": [...], "samples": N}, ...] in ONNX Runtime
// and prints [{"label": [...], "probabilities": [...], "logits": [...]}, ...].
const fs = require('fs');
const ort = require('onnxruntime-node');

async function run({ model, X, samples }) {
  const session = await ort.InferenceSession.create(model);
  const type = session.inputMetadata[0].type;
  const numbers = type === 'float64' ? Float64Array.from(X) : Float32Array.from(X);
  const results = await session.run({ X: new ort.Tensor(type, numbers, [samples, X.length / samples]) });
  return Object.fromEntries(session.outputNames.map((name) => [name, Array.from(results[name].data)]));
}

(async () => {
  const results = [];
  for (const one of JSON.parse(fs.readFileSync(process.argv[2]))) results.push(await run(one));
  console.log(JSON.stringify(results));
})();
