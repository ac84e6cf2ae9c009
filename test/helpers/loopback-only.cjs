// Loaded into every program that a test starts, and into the tests: what is not on this machine is not asked.
const { appendFileSync, existsSync, readFileSync, rmSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const threads = require('node:worker_threads');

// RFC 2606 and 6761 promise that nobody is behind these names, RFC 5737 that nobody is behind this network.
const isNobody = (host) => /(^|\.)(invalid|test|example)\.?$/i.test(host) || host.startsWith('192.0.2.');
const isOwn = (host) => /^(::|::1|0\.0\.0\.0|(::ffff:)?127\.[\d.]+|(.*\.)?localhost\.?)$/i.test(host);

/** A folder for temporary files that a test and its programs share. */
const wantedFile = () => join(tmpdir(), 'hosts-wanted');

// net.connect hands over an array whose first entry are the options.
const hostOf = ([first, second]) => {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object') return typeof options.path === 'string' ? undefined : options.host;
  return typeof second === 'string' ? second : undefined;
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectOnlyHere(...given) {
  const host = hostOf(given) ?? 'localhost';
  if (isOwn(host) || isNobody(host)) return connect.apply(this, given);
  appendFileSync(wantedFile(), `${host}\n`);
  process.nextTick(() => this.destroy(new Error(`A test wanted to ask ${host}, which is not on this machine. Give it a base URL.`)));
  return this;
};

// A thread with an environment of its own hears nothing of NODE_OPTIONS.
threads.Worker = class extends threads.Worker {
  constructor(file, { env = process.env, execArgv = process.execArgv, ...options } = {}) {
    super(file, { ...options, env: { ...env, TMPDIR: tmpdir() }, execArgv: [...execArgv, '--require', __filename] });
  }
};
syncBuiltinESMExports();

/** The hosts that somebody wanted to ask since the last question. test/setup.ts asks after every test. */
exports.takeWantedHosts = () => {
  if (!existsSync(wantedFile())) return [];
  const hosts = readFileSync(wantedFile(), 'utf8').trimEnd().split('\n');
  rmSync(wantedFile());
  return hosts;
};
