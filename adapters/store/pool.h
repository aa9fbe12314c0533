// Decides who uses which connection: each is lent to one thread at a time, made when first needed, thrown away when it
// is lost. It does not know what a connection does.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/store/connection.h"

namespace bihuan::store {

class Pool {
 public:
  using Maker = std::function<std::unique_ptr<Connection>()>;

  Pool(int size, Maker maker) : free_(size), maker_(std::move(maker)) {}

  /// A connection on loan; goes back at the end of its life, unless it was lost.
  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<Connection> connection) : pool_(pool), connection_(std::move(connection)) {}
    ~Loan() { pool_.take_back(std::move(connection_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Connection& operator*() { return *connection_; }
    /// It is gone, and then most likely all that lie idle are too.
    void lost() {
      connection_.reset();
      pool_.forget_idle();
    }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Waits until one is free, but not for ever. Throws DatabaseError when none becomes free, or when a new one is
  /// needed and cannot be made.
  Loan lend() {
    std::unique_ptr<Connection> connection;
    {
      std::unique_lock lock(mutex_);
      if (!freed_.wait_for(lock, longest_wait, [this] { return free_ > 0; })) {
        throw DatabaseError(Trouble::Final, "no connection became free");
      }
      --free_;
      if (!idle_.empty()) {
        connection = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    try {
      if (!connection) connection = maker_();
    } catch (...) {
      take_back(nullptr);
      throw;
    }
    return Loan(*this, std::move(connection));
  }

 private:
  static constexpr std::chrono::seconds longest_wait{5};

  void forget_idle() {
    std::vector<std::unique_ptr<Connection>> idle;
    const std::lock_guard lock(mutex_);
    idle_.swap(idle);
  }

  void take_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (connection) idle_.push_back(std::move(connection));
    freed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable freed_;
  int free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  Maker maker_;
};

}  // namespace bihuan::store
