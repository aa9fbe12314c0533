package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.task.Task;

/** Operaton (the successor of Camunda 7), embedded. */
public final class Operaton implements Peer {
  private ProcessEngine engine;

  @Override
  public void open(DataSource database, List<Path> models) throws Exception {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(database);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    engine = configuration.buildProcessEngine();
    for (Path model : models) {
      engine.getRepositoryService().createDeployment()
          .addString(model.getFileName().toString(), Files.readString(model)).deploy();
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
    engine.getRuntimeService().createMessageCorrelation("paid").processInstanceBusinessKey(businessKey).correlate();
  }

  @Override
  public void close() {
    engine.close();
  }
}
