// Makes this Node look like an old one: by its version, and by the names of built-in modules that it knows.
const Module = require('module');

Object.defineProperty(process.versions, 'node', { value: '12.22.12' });
const load = Module._load;
Module._load = function loadAsBefore(name, ...rest) {
  if (name.startsWith('node:')) throw new Error(`Cannot find module '${name}'`);
  return load.call(this, name, ...rest);
};
