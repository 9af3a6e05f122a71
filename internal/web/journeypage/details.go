package journeypage

import "onward/internal/web"

func (p Pages) detailRoutes() []web.Route { return nil }
