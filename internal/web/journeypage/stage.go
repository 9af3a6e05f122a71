package journeypage

import "onward/internal/web"

func (p Pages) stageRoutes() []web.Route { return nil }
