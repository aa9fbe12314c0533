// A worker as its documentation shows it: subscribes, reads and writes variables of each kind, completes, fails, throws a
// BPMN error, extends its lock. Prints one line for each task; ends when it has seen as many as it was told.
import { BasicAuthInterceptor, Client, Variables, logger } from 'camunda-external-task-client-js'

const [baseUrl, expected, user, password] = process.argv.slice(2)
const interceptors = user ? new BasicAuthInterceptor({ username: user, password }) : undefined
const client = new Client({ baseUrl, workerId: 'js-worker', asyncResponseTimeout: 10000, maxTasks: 2, interval: 50,
  lockDuration: 20000, use: logger.level('warn'), interceptors })

let seen = 0
function done(line) {
  console.log(JSON.stringify(line))
  if (++seen >= Number(expected)) {
    client.stop()
    setTimeout(() => process.exit(0), 200)
  }
}
client.on('poll:error', error => { console.error('poll', String(error)) })
for (const event of ['complete:error', 'handleFailure:error', 'handleBpmnError:error', 'extendLock:error']) {
  client.on(event, (task, error) => { console.error(event, String(error)); process.exit(1) })
}

client.subscribe('quote', async ({ task, taskService }) => {
  const amount = task.variables.get('amount')
  const goods = task.variables.get('goods')
  const processVariables = new Variables().setAll({ price: amount * 2, note: '已报价', urgent: true, parts: { list: goods } })
  await taskService.extendLock(task, 30000)
  await taskService.complete(task, processVariables, new Variables().set('local', 1))
  done({ topic: task.topicName, activity: task.activityId, businessKey: task.businessKey, amount, goods })
}, { variables: ['amount', 'goods'] })

let tries = 0
client.subscribe('ship', async ({ task, taskService }) => {
  if (++tries === 1) {
    await taskService.handleFailure(task, { errorMessage: '车坏了', errorDetails: 'at the gate', retries: 1, retryTimeout: 0 })
    return done({ topic: task.topicName, failed: true })
  }
  const parts = task.variables.get('parts')
  await taskService.handleBpmnError(task, 'NO-STOCK', '没有库存', new Variables().set('missing', parts.list.length))
  done({ topic: task.topicName, error: 'NO-STOCK', retries: task.retries })
})
