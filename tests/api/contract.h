// The contract, api/openapi.yaml, as something that answers can be held to.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/base/value.h"

namespace bihuan::api::testing {

class Contract {
 public:
  static const Contract& loaded();

  struct Operation {
    std::string method, path, permission;
    std::set<int> statuses;
    std::vector<std::string> query;
    std::string json_body;  ///< name of the request's schema; empty if it takes no JSON
  };
  const std::vector<std::pair<std::string, Operation>>& operations() const { return operations_; }
  const Operation* operation(const std::string& id) const;
  std::set<std::string> properties(const std::string& schema) const;
  std::set<std::string> required(const std::string& schema) const;

  /// What is wrong with this answer; empty: it is as the contract says. `json` counts where the type is one of JSON.
  std::vector<std::string> broken_by(const std::string& operation, int status, const std::string& content_type,
                                     const Value& json) const;

 private:
  Contract();
  std::vector<std::pair<std::string, Operation>> operations_;
};

}  // namespace bihuan::api::testing
