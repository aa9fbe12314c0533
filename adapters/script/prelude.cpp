// Decides the prelude (prelude.h). It keeps the built-in functions that it needs, so that a script that replaces them
// harms no answer but its own.
#include "adapters/script/prelude.h"

namespace bihuan::script {

// A variable lives in one place: as a property of the global object, where the script reads and assigns it as a plain
// name. Only names that have a meaning of their own there are kept aside (`kept`), for getVariable alone.
const std::string_view prelude = R"js((function (global) {
'use strict';
var stringify = JSON.stringify, keys = Object.keys, define = Object.defineProperty;
var TypeProblem = TypeError, text_of = String, is_finite = isFinite;
var slice = Array.prototype.slice, printed_most = 4096;
delete global.Duktape;

function table() { return Object.create(null); }
function json(what, value) {
  var text = stringify(value, function (name, part) {
    if (typeof part === 'number' && !is_finite(part)) throw new TypeProblem(what + ' holds ' + part + ', which is no number that can be kept');
    return part;
  });
  return text === undefined ? 'null' : text;
}
function is_object(value) { return typeof value === 'object' && value !== null; }
function upper(name) { return name.charAt(0).toUpperCase() + name.slice(1); }

return function (question) {
  var known = table(), local = table(), kept = table(), at_first = table(), set = table(), removed = table();
  var reserved = table(), changes = table(), printed = '';
  ['execution', 'task', 'print', 'console', 'NaN', 'Infinity', 'undefined'].forEach(function (name) { reserved[name] = true; });

  function read(name) { return name in reserved ? kept[name] : global[name]; }
  function write(name, value) {
    if (name in reserved) kept[name] = value;
    else define(global, name, {value: value, writable: true, enumerable: true, configurable: true});
    known[name] = true;
  }
  function set_variable(name, value, is_local) {
    name = text_of(name);
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeProblem('variable ' + name + ' cannot hold a ' + typeof value);
    write(name, value === undefined ? null : value);
    if (is_local) local[name] = true;
    set[name] = is_local ? 'local' : 'outer';
    delete removed[name];
  }
  function remove_variable(name) {
    name = text_of(name);
    if (!(name in known)) return;
    if (name in at_first) removed[name] = true;
    if (name in reserved) delete kept[name]; else delete global[name];
    delete known[name]; delete local[name]; delete set[name];
  }
  function all(names) {
    var found = {};
    keys(names).forEach(function (name) { define(found, name, {value: read(name), writable: true, enumerable: true, configurable: true}); });
    return found;
  }
  function get(names, name) { name = text_of(name); return name in names ? read(name) : null; }

  // What execution and task have in common. names: known or local.
  function add_variables(target, suffix, names, is_local) {
    target['getVariable' + suffix] = function (name) { return get(names, name); };
    target['hasVariable' + suffix] = function (name) { return text_of(name) in names; };
    target['setVariable' + suffix] = function (name, value) { set_variable(name, value, is_local); };
    target['removeVariable' + suffix] = remove_variable;
    target['getVariables' + suffix] = function () { return all(names); };
    target['getVariableNames' + suffix] = function () { return keys(names); };
    target['hasVariables' + suffix] = function () { return keys(names).length > 0; };
    target['setVariables' + suffix] = function (values) {
      keys(values).forEach(function (name) { set_variable(name, values[name], is_local); });
    };
    target['removeVariables' + suffix] = function (list) { (list || keys(names)).forEach(remove_variable); };
  }
  function add_fact(target, facts, name, may_change) {
    define(target, name, {enumerable: true, get: function () { return facts[name]; }, set: function (value) {
      if (!may_change) throw new TypeProblem(name + ' cannot be changed');
      target['set' + upper(name)](value);
    }});
    target['get' + upper(name)] = function () { return facts[name]; };
    if (may_change) target['set' + upper(name)] = function (value) { facts[name] = changes[name] = value; };
  }
  function make(given, names, settable) {
    var target = {}, facts = table();
    names.forEach(function (name) { facts[name] = null; });
    keys(given).forEach(function (name) { facts[name] = given[name]; });
    keys(facts).forEach(function (name) { add_fact(target, facts, name, settable.indexOf(name) >= 0); });
    add_variables(target, '', known, false);
    add_variables(target, 'Local', local, true);
    return target;
  }
  function add_list(target, verb) {
    function add(name) { (changes[verb] = changes[verb] || []).push(text_of(name)); }
    target[verb] = add;
    target[verb + 's'] = function (list) { list.forEach(add); };
  }

  keys(question.variables || {}).forEach(function (name) {
    var value = question.variables[name];
    write(name, value);
    at_first[name] = is_object(value) ? stringify(value) : value;
  });
  (question.locals || []).forEach(function (name) { local[name] = true; });
  if (is_object(question.execution)) {
    global.execution = make(question.execution, ['id', 'processInstanceId', 'processDefinitionId', 'processBusinessKey',
      'businessKey', 'currentActivityId', 'currentActivityName', 'activityInstanceId', 'parentId', 'tenantId', 'eventName'], []);
  }
  if (is_object(question.task)) {
    var settable = ['name', 'description', 'assignee', 'owner', 'priority', 'dueDate', 'followUpDate'];
    global.task = make(question.task, settable.concat(['id', 'taskDefinitionKey', 'processInstanceId', 'processDefinitionId',
      'executionId', 'createTime', 'eventName', 'tenantId']), settable);
    ['addCandidateUser', 'addCandidateGroup', 'deleteCandidateUser', 'deleteCandidateGroup'].forEach(function (verb) {
      add_list(global.task, verb);
    });
    global.task.execution = global.execution;
    global.task.getExecution = function () { return global.execution; };
  }
  global.print = function () {
    var line = slice.call(arguments).map(text_of).join(' ');
    if (printed.length < printed_most) printed += line.slice(0, printed_most) + '\n';
  };
  global.console = {log: global.print, info: global.print, warn: global.print, error: global.print, debug: global.print};

  function changed(name) {
    if (name in set || !(name in known)) return false;
    var value = read(name);
    return is_object(value) ? at_first[name] !== stringify(value) : at_first[name] !== value;
  }
  // A plain name that now holds undefined or a function is no value for a process: set_variable refuses the latter.
  function written() {
    keys(at_first).filter(changed).forEach(function (name) { set_variable(name, read(name), name in local); });
    return keys(set).map(function (name) {
      return '[' + json('', name) + ',' + (set[name] === 'local') + ',' + json('variable ' + name, read(name)) + ']';
    });
  }
  function fault(kind, error) {
    var is_error = is_object(error) && 'message' in error;
    return stringify({kind: is_error && text_of(error.message) === 'alloc failed' ? 'memory' : kind,
      fault: is_error || !is_object(error) ? text_of(error) : stringify(error), line: is_error ? error.lineNumber : undefined});
  }
  return {
    source: question.source,
    not_compiled: function (error) { return fault('syntax', error); },
    failed: function (error) { return fault('error', error); },
    done: function (result) {
      try {
        return '{"writes":[' + written().join(',') + '],"result":' + json('the result', result) + ',"removed":' +
          stringify(keys(removed)) + ',"task":' + json('task', changes) + ',"printed":' + stringify(printed) + '}';
      } catch (error) { return fault('value', error); }
    }
  };
};
})(this))js";

}  // namespace bihuan::script
