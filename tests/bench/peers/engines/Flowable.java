package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/** Flowable, embedded, without the parts that none of the workloads uses (identity, event registry). */
public final class Flowable implements Peer {
  private ProcessEngine engine;

  @Override
  public void open(DataSource database, List<Path> models) throws Exception {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(database);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistoryLevel(HistoryLevel.FULL);
    configuration.setAsyncExecutorActivate(false);
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    engine = configuration.buildProcessEngine();
    for (Path model : models) {
      String text = Files.readString(model).replace("http://camunda.org/schema/1.0/bpmn", "http://flowable.org/bpmn");
      engine.getRepositoryService().createDeployment().addString(model.getFileName().toString(), text).deploy();
    }
  }

  @Override
  public void start(String process, String businessKey, Map<String, Object> variables) {
    engine.getRuntimeService().startProcessInstanceByKey(process, businessKey, variables);
  }

  @Override
  public String inbox(String person) {
    List<Task> found =
        engine.getTaskService().createTaskQuery().taskCandidateUser(person).orderByTaskCreateTime().asc().listPage(0, 20);
    return found.get(0).getId();
  }

  @Override
  public void claim(String task, String person) {
    engine.getTaskService().claim(task, person);
  }

  @Override
  public void complete(String task) {
    engine.getTaskService().complete(task);
  }

  @Override
  public void publish(String businessKey) {
    String waiting = engine.getRuntimeService().createExecutionQuery().processInstanceBusinessKey(businessKey, true)
        .messageEventSubscriptionName("paid").singleResult().getId();
    engine.getRuntimeService().messageEventReceived("paid", waiting);
  }

  @Override
  public void close() {
    engine.close();
  }
}
