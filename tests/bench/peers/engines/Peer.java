package bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What the load asks of an engine. Each call is durable when it returns. */
public interface Peer extends AutoCloseable {
  /** With full history and nothing running in the background. */
  void open(DataSource database, List<Path> models) throws Exception;

  void start(String process, String businessKey, Map<String, Object> variables);

  /** The first of a page of 20 of this person's open tasks, the oldest first. */
  String inbox(String person);

  void claim(String task, String person);

  void complete(String task);

  /** The message "paid", for the instance with this business key. */
  void publish(String businessKey);

  @Override
  void close();
}
