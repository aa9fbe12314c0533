// Decides the walk over imports and the names on the way. Circles are refused before any path is followed.
#include "engine/dmn/link.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace bihuan::dmn {
namespace {

/// More models than this in one model are refused: each name of a type is held once per model that may use it.
constexpr std::size_t max_models = 100;

using Path = std::vector<std::string>;

class Linker {
 public:
  Linker(const Model& model, std::span<const Model> others) : others_(others) { models_.push_back(&model); }

  std::expected<Model, std::vector<Fault>> run() {
    if (models_[0]->imports.empty()) return *models_[0];
    gather();
    if (faults_.empty()) refuse_circles();
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    Model result;
    result.id = models_[0]->id;
    result.name = models_[0]->name;
    result.ns = models_[0]->ns;
    result.imports = models_[0]->imports;
    for (std::size_t i = 0; i < models_.size(); ++i) paths_.push_back(paths_from(i));
    for (std::size_t i = 0; i < models_.size(); ++i) add(result, i);
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    return result;
  }

 private:
  std::optional<std::size_t> index_of(const std::string& ns) const {
    const auto found = std::find_if(models_.begin(), models_.end(), [&](const Model* one) { return one->ns == ns; });
    return found != models_.end() ? std::optional(static_cast<std::size_t>(found - models_.begin())) : std::nullopt;
  }

  void fault(int line, std::string zh, std::string en) { faults_.push_back({"", line, std::move(zh), std::move(en)}); }

  /// Every model that is needed, each once, the nearest first.
  void gather() {
    for (std::size_t i = 0; i < models_.size() && faults_.empty(); ++i) {
      std::set<std::string, std::less<>> names;
      for (const Import& import : models_[i]->imports) {
        const int line = i == 0 ? import.line : models_[0]->imports[0].line;
        if (!import.name.empty() && !names.insert(import.name).second)
          fault(line, "两个引用都叫“" + import.name + "”", "two imports have the name '" + import.name + "'");
        if (!index_of(import.ns)) take(import, line);
      }
    }
  }

  void take(const Import& import, int line) {
    const auto found =
        std::find_if(others_.begin(), others_.end(), [&](const Model& one) { return one.ns == import.ns; });
    if (found == others_.end())
      return fault(line, "引用的决策模型“" + import.ns + "”不存在，请一起部署或先部署它",
                   "the imported model '" + import.ns + "' does not exist: deploy it too, or before");
    if (models_.size() == max_models) return fault(line, "引用的决策模型太多", "too many models are imported");
    models_.push_back(&*found);
  }

  /// Takes away models whose imports are all gone; what is left imports itself.
  void refuse_circles() {
    std::vector<bool> done(models_.size(), false);
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t i = 0; i < models_.size(); ++i) {
        const auto ready = [&](const Import& import) { return done[*index_of(import.ns)]; };
        if (done[i] || !std::all_of(models_[i]->imports.begin(), models_[i]->imports.end(), ready)) continue;
        done[i] = moved = true;
      }
    }
    for (std::size_t i = 0; i < models_.size(); ++i)
      if (!done[i])
        return fault(models_[0]->imports[0].line, "决策模型“" + models_[i]->name + "”的引用成环",
                     "the imports of the model '" + models_[i]->name + "' form a circle");
  }

  /// By which names each model is reached from one; the shortest way wins, of equal ones the first.
  std::map<std::size_t, Path> paths_from(std::size_t from) const {
    std::map<std::size_t, Path> paths = {{from, {}}};
    std::vector<std::size_t> queue = {from};
    for (std::size_t at = 0; at < queue.size(); ++at) {
      for (const Import& import : models_[queue[at]]->imports) {
        const std::size_t to = *index_of(import.ns);
        if (paths.contains(to)) continue;
        Path path = paths[queue[at]];
        if (!import.name.empty()) path.push_back(import.name);
        paths.emplace(to, std::move(path));
        queue.push_back(to);
      }
    }
    return paths;
  }

  std::string prefix(std::size_t i) const { return i == 0 ? "" : models_[i]->ns + "#"; }

  void refer(std::vector<InformationRequirement>& requirements, std::size_t i, int line) {
    for (InformationRequirement& one : requirements) {
      const auto hash = one.id.rfind('#');
      const auto to = hash == std::string::npos ? std::optional(i) : index_of(one.id.substr(0, hash));
      const auto path = to ? paths_[i].find(*to) : paths_[i].end();
      if (path == paths_[i].end()) {
        fault(i == 0 ? line : 0, "“" + one.id + "”所在的模型没有被引用",
              "nothing imports the model of '" + one.id + "'");
        continue;
      }
      one.through = path->second;
      if (hash == std::string::npos) one.id = prefix(i) + one.id;
      if (*to == 0 && hash != std::string::npos) one.id = one.id.substr(hash + 1);
    }
  }

  Scope scope_of(std::size_t i) const {
    std::map<std::string, std::string> types;
    for (const ItemDefinition& item : models_[i]->items) types.emplace(item.name, prefix(i) + item.name);
    for (const auto& [to, path] : paths_[i]) {
      std::string dotted;
      for (const std::string& name : path) dotted += name + ".";
      // A model's own name hides one that comes without a prefix.
      for (const ItemDefinition& item : models_[to]->items) types.emplace(dotted + item.name, prefix(to) + item.name);
    }
    return {models_[i]->ns, {types.begin(), types.end()}};
  }

  template <class Element>
  Element moved(Element element, std::size_t i) const {
    element.scope = i;
    element.id = prefix(i) + element.id;
    return element;
  }

  void add(Model& result, std::size_t i) {
    const Model& model = *models_[i];
    result.scopes.push_back(scope_of(i));
    for (DecisionModel one : model.decisions) {
      refer(one.required_decisions, i, one.line);
      refer(one.required_inputs, i, one.line);
      refer(one.required_knowledge, i, one.line);
      result.decisions.push_back(moved(std::move(one), i));
    }
    for (InputData one : model.inputs) {
      const auto path = paths_[0].find(i);
      one.through = path != paths_[0].end() ? path->second : Path{};
      result.inputs.push_back(moved(std::move(one), i));
    }
    for (BusinessKnowledgeModel one : model.knowledge) {
      refer(one.required_knowledge, i, one.line);
      result.knowledge.push_back(moved(std::move(one), i));
    }
    for (DecisionService one : model.services) {
      for (auto* list : {&one.output_decisions, &one.encapsulated_decisions, &one.input_decisions, &one.input_data})
        refer(*list, i, one.line);
      result.services.push_back(moved(std::move(one), i));
    }
    for (ItemDefinition one : model.items) {
      one.name = prefix(i) + one.name;
      result.items.push_back(moved(std::move(one), i));
    }
  }

  std::span<const Model> others_;
  std::vector<const Model*> models_;  ///< the model itself first
  std::vector<std::map<std::size_t, Path>> paths_;
  std::vector<Fault> faults_;
};

}  // namespace

std::expected<Model, std::vector<Fault>> link(const Model& model, std::span<const Model> others) {
  return Linker(model, others).run();
}

}  // namespace bihuan::dmn
