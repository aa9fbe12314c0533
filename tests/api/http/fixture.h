// A running server for a test: a handler given as a function, a pool of threads that answers later, short time limits.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "api/http/server.h"
#include "tests/api/http/client.h"

namespace bihuan::http::testing {

/// Runs tasks on its own threads, as the API's pool does.
class Pool {
 public:
  explicit Pool(int threads) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  void add(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return ended_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      task = nullptr;
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool ended_ = false;
};

/// A value that one thread gives and another waits for.
template <typename T>
class Handover {
 public:
  void give(T value) {
    {
      const std::lock_guard lock(mutex_);
      values_.push_back(std::move(value));
    }
    changed_.notify_all();
  }
  T take() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(60), [&] { return !values_.empty(); }))
      throw std::runtime_error("nothing was handed over");
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> values_;
};

inline ServerSettings test_settings() {
  ServerSettings settings;
  settings.port = 0;
  return settings;
}

/// "METHOD path body" back as text.
inline void echo(Request request, Reply reply) {
  reply.send(make_response(200, "text/plain", request.method + " " + request.path + " " + request.body));
}

class Running {
 public:
  explicit Running(Handler handler = echo, ServerSettings settings = test_settings())
      : server(std::move(settings), std::move(handler)) {
    server.start();
  }
  std::uint16_t port() const { return server.port(); }
  Server server;
};

inline std::string get(std::string_view target, std::string_view more_headers = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n" + std::string(more_headers) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body, std::string_view more_headers = "") {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(more_headers) + "\r\n" + std::string(body);
}

}  // namespace bihuan::http::testing
