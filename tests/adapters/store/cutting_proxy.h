// Decides how a test loses a connection at a chosen moment: a proxy in front of a server that passes bytes on, until it
// is told to cut the next exchange. One connection after the other, each with its own two threads.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bihuan::store {

enum class Cut { Nothing, BeforeTheServerHears, AfterTheServerAnswers };

class CuttingProxy {
 public:
  explicit CuttingProxy(int server_port);  ///< on 127.0.0.1
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  int port() const { return port_; }
  /// What happens to the bytes that a client sends after `passing` more exchanges; afterwards bytes pass again.
  void cut_next(Cut cut, int passing = 0) {
    passing_ = passing;
    cut_ = cut;
  }
  int cuts() const { return cuts_; }
  /// While it is silent nothing is passed on, and nobody is told: as a server that was stopped, or a cable that was
  /// cut.
  void be_silent(bool silent);

 private:
  struct Pair {
    int client = -1, server = -1;
    std::atomic<bool> mute{false};  ///< the server's answers are dropped
  };
  void accept_for_ever();
  void to_server(Pair& pair);
  void to_client(Pair& pair);
  static void hang_up(Pair& pair);
  void wait_while_silent();

  int server_port_, listener_, port_ = 0;
  std::atomic<Cut> cut_{Cut::Nothing};
  std::atomic<int> cuts_{0}, passing_{0};
  std::mutex mutex_;
  std::condition_variable spoken_;
  bool silent_ = false;
  std::vector<std::unique_ptr<Pair>> pairs_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace bihuan::store
